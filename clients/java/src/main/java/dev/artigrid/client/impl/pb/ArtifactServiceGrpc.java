package dev.artigrid.client.impl.pb;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Keeps artifacts: content with metadata, streamed in and out.
 * Every method has its own request and response message, so that fields can be added. A foreign
 * artifact of the caller's sandbox is ACCESS_DENIED, one of another sandbox ARTIFACT_NOT_FOUND, one
 * that expired within 24 hours ARTIFACT_EXPIRED. Any method may answer UNAUTHENTICATED,
 * INVALID_ARGUMENT, SIZE_LIMIT (an oversize message), BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED,
 * DEADLINE, CANCELLED, INTERNAL; methods that take a `request_id` also REQUEST_ID_REUSED and
 * REQUEST_IN_PROGRESS; methods that take content also STORAGE_FULL and QUOTA_EXCEEDED. The comments
 * name what comes beyond. Idempotent methods may be repeated when the answer was lost.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class ArtifactServiceGrpc {

  private ArtifactServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "artigrid.v1.ArtifactService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.UploadRequest,
      dev.artigrid.client.impl.pb.UploadResponse> getUploadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Upload",
      requestType = dev.artigrid.client.impl.pb.UploadRequest.class,
      responseType = dev.artigrid.client.impl.pb.UploadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.UploadRequest,
      dev.artigrid.client.impl.pb.UploadResponse> getUploadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.UploadRequest, dev.artigrid.client.impl.pb.UploadResponse> getUploadMethod;
    if ((getUploadMethod = ArtifactServiceGrpc.getUploadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getUploadMethod = ArtifactServiceGrpc.getUploadMethod) == null) {
          ArtifactServiceGrpc.getUploadMethod = getUploadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.UploadRequest, dev.artigrid.client.impl.pb.UploadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Upload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.UploadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.UploadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("Upload"))
              .build();
        }
      }
    }
    return getUploadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.StartUploadRequest,
      dev.artigrid.client.impl.pb.StartUploadResponse> getStartUploadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StartUpload",
      requestType = dev.artigrid.client.impl.pb.StartUploadRequest.class,
      responseType = dev.artigrid.client.impl.pb.StartUploadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.StartUploadRequest,
      dev.artigrid.client.impl.pb.StartUploadResponse> getStartUploadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.StartUploadRequest, dev.artigrid.client.impl.pb.StartUploadResponse> getStartUploadMethod;
    if ((getStartUploadMethod = ArtifactServiceGrpc.getStartUploadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getStartUploadMethod = ArtifactServiceGrpc.getStartUploadMethod) == null) {
          ArtifactServiceGrpc.getStartUploadMethod = getStartUploadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.StartUploadRequest, dev.artigrid.client.impl.pb.StartUploadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StartUpload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.StartUploadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.StartUploadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("StartUpload"))
              .build();
        }
      }
    }
    return getStartUploadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetUploadRequest,
      dev.artigrid.client.impl.pb.GetUploadResponse> getGetUploadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetUpload",
      requestType = dev.artigrid.client.impl.pb.GetUploadRequest.class,
      responseType = dev.artigrid.client.impl.pb.GetUploadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetUploadRequest,
      dev.artigrid.client.impl.pb.GetUploadResponse> getGetUploadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetUploadRequest, dev.artigrid.client.impl.pb.GetUploadResponse> getGetUploadMethod;
    if ((getGetUploadMethod = ArtifactServiceGrpc.getGetUploadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getGetUploadMethod = ArtifactServiceGrpc.getGetUploadMethod) == null) {
          ArtifactServiceGrpc.getGetUploadMethod = getGetUploadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.GetUploadRequest, dev.artigrid.client.impl.pb.GetUploadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetUpload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetUploadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetUploadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("GetUpload"))
              .build();
        }
      }
    }
    return getGetUploadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.AppendUploadRequest,
      dev.artigrid.client.impl.pb.AppendUploadResponse> getAppendUploadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AppendUpload",
      requestType = dev.artigrid.client.impl.pb.AppendUploadRequest.class,
      responseType = dev.artigrid.client.impl.pb.AppendUploadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.AppendUploadRequest,
      dev.artigrid.client.impl.pb.AppendUploadResponse> getAppendUploadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.AppendUploadRequest, dev.artigrid.client.impl.pb.AppendUploadResponse> getAppendUploadMethod;
    if ((getAppendUploadMethod = ArtifactServiceGrpc.getAppendUploadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getAppendUploadMethod = ArtifactServiceGrpc.getAppendUploadMethod) == null) {
          ArtifactServiceGrpc.getAppendUploadMethod = getAppendUploadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.AppendUploadRequest, dev.artigrid.client.impl.pb.AppendUploadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AppendUpload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.AppendUploadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.AppendUploadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("AppendUpload"))
              .build();
        }
      }
    }
    return getAppendUploadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CompleteUploadRequest,
      dev.artigrid.client.impl.pb.CompleteUploadResponse> getCompleteUploadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CompleteUpload",
      requestType = dev.artigrid.client.impl.pb.CompleteUploadRequest.class,
      responseType = dev.artigrid.client.impl.pb.CompleteUploadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CompleteUploadRequest,
      dev.artigrid.client.impl.pb.CompleteUploadResponse> getCompleteUploadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CompleteUploadRequest, dev.artigrid.client.impl.pb.CompleteUploadResponse> getCompleteUploadMethod;
    if ((getCompleteUploadMethod = ArtifactServiceGrpc.getCompleteUploadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getCompleteUploadMethod = ArtifactServiceGrpc.getCompleteUploadMethod) == null) {
          ArtifactServiceGrpc.getCompleteUploadMethod = getCompleteUploadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.CompleteUploadRequest, dev.artigrid.client.impl.pb.CompleteUploadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CompleteUpload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CompleteUploadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CompleteUploadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("CompleteUpload"))
              .build();
        }
      }
    }
    return getCompleteUploadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CancelUploadRequest,
      dev.artigrid.client.impl.pb.CancelUploadResponse> getCancelUploadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelUpload",
      requestType = dev.artigrid.client.impl.pb.CancelUploadRequest.class,
      responseType = dev.artigrid.client.impl.pb.CancelUploadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CancelUploadRequest,
      dev.artigrid.client.impl.pb.CancelUploadResponse> getCancelUploadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CancelUploadRequest, dev.artigrid.client.impl.pb.CancelUploadResponse> getCancelUploadMethod;
    if ((getCancelUploadMethod = ArtifactServiceGrpc.getCancelUploadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getCancelUploadMethod = ArtifactServiceGrpc.getCancelUploadMethod) == null) {
          ArtifactServiceGrpc.getCancelUploadMethod = getCancelUploadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.CancelUploadRequest, dev.artigrid.client.impl.pb.CancelUploadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelUpload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CancelUploadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CancelUploadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("CancelUpload"))
              .build();
        }
      }
    }
    return getCancelUploadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListUploadsRequest,
      dev.artigrid.client.impl.pb.ListUploadsResponse> getListUploadsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListUploads",
      requestType = dev.artigrid.client.impl.pb.ListUploadsRequest.class,
      responseType = dev.artigrid.client.impl.pb.ListUploadsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListUploadsRequest,
      dev.artigrid.client.impl.pb.ListUploadsResponse> getListUploadsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListUploadsRequest, dev.artigrid.client.impl.pb.ListUploadsResponse> getListUploadsMethod;
    if ((getListUploadsMethod = ArtifactServiceGrpc.getListUploadsMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getListUploadsMethod = ArtifactServiceGrpc.getListUploadsMethod) == null) {
          ArtifactServiceGrpc.getListUploadsMethod = getListUploadsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ListUploadsRequest, dev.artigrid.client.impl.pb.ListUploadsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListUploads"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListUploadsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListUploadsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("ListUploads"))
              .build();
        }
      }
    }
    return getListUploadsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DownloadRequest,
      dev.artigrid.client.impl.pb.DownloadResponse> getDownloadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Download",
      requestType = dev.artigrid.client.impl.pb.DownloadRequest.class,
      responseType = dev.artigrid.client.impl.pb.DownloadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DownloadRequest,
      dev.artigrid.client.impl.pb.DownloadResponse> getDownloadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DownloadRequest, dev.artigrid.client.impl.pb.DownloadResponse> getDownloadMethod;
    if ((getDownloadMethod = ArtifactServiceGrpc.getDownloadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getDownloadMethod = ArtifactServiceGrpc.getDownloadMethod) == null) {
          ArtifactServiceGrpc.getDownloadMethod = getDownloadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.DownloadRequest, dev.artigrid.client.impl.pb.DownloadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Download"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.DownloadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.DownloadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("Download"))
              .build();
        }
      }
    }
    return getDownloadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateArtifactRequest,
      dev.artigrid.client.impl.pb.CreateArtifactResponse> getCreateArtifactMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateArtifact",
      requestType = dev.artigrid.client.impl.pb.CreateArtifactRequest.class,
      responseType = dev.artigrid.client.impl.pb.CreateArtifactResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateArtifactRequest,
      dev.artigrid.client.impl.pb.CreateArtifactResponse> getCreateArtifactMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateArtifactRequest, dev.artigrid.client.impl.pb.CreateArtifactResponse> getCreateArtifactMethod;
    if ((getCreateArtifactMethod = ArtifactServiceGrpc.getCreateArtifactMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getCreateArtifactMethod = ArtifactServiceGrpc.getCreateArtifactMethod) == null) {
          ArtifactServiceGrpc.getCreateArtifactMethod = getCreateArtifactMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.CreateArtifactRequest, dev.artigrid.client.impl.pb.CreateArtifactResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateArtifact"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CreateArtifactRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CreateArtifactResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("CreateArtifact"))
              .build();
        }
      }
    }
    return getCreateArtifactMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ReadArtifactRequest,
      dev.artigrid.client.impl.pb.ReadArtifactResponse> getReadArtifactMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReadArtifact",
      requestType = dev.artigrid.client.impl.pb.ReadArtifactRequest.class,
      responseType = dev.artigrid.client.impl.pb.ReadArtifactResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ReadArtifactRequest,
      dev.artigrid.client.impl.pb.ReadArtifactResponse> getReadArtifactMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ReadArtifactRequest, dev.artigrid.client.impl.pb.ReadArtifactResponse> getReadArtifactMethod;
    if ((getReadArtifactMethod = ArtifactServiceGrpc.getReadArtifactMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getReadArtifactMethod = ArtifactServiceGrpc.getReadArtifactMethod) == null) {
          ArtifactServiceGrpc.getReadArtifactMethod = getReadArtifactMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ReadArtifactRequest, dev.artigrid.client.impl.pb.ReadArtifactResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReadArtifact"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ReadArtifactRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ReadArtifactResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("ReadArtifact"))
              .build();
        }
      }
    }
    return getReadArtifactMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest,
      dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse> getBatchCreateArtifactsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "BatchCreateArtifacts",
      requestType = dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest.class,
      responseType = dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest,
      dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse> getBatchCreateArtifactsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest, dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse> getBatchCreateArtifactsMethod;
    if ((getBatchCreateArtifactsMethod = ArtifactServiceGrpc.getBatchCreateArtifactsMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getBatchCreateArtifactsMethod = ArtifactServiceGrpc.getBatchCreateArtifactsMethod) == null) {
          ArtifactServiceGrpc.getBatchCreateArtifactsMethod = getBatchCreateArtifactsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest, dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "BatchCreateArtifacts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("BatchCreateArtifacts"))
              .build();
        }
      }
    }
    return getBatchCreateArtifactsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.BatchReadArtifactsRequest,
      dev.artigrid.client.impl.pb.BatchReadArtifactsResponse> getBatchReadArtifactsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "BatchReadArtifacts",
      requestType = dev.artigrid.client.impl.pb.BatchReadArtifactsRequest.class,
      responseType = dev.artigrid.client.impl.pb.BatchReadArtifactsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.BatchReadArtifactsRequest,
      dev.artigrid.client.impl.pb.BatchReadArtifactsResponse> getBatchReadArtifactsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.BatchReadArtifactsRequest, dev.artigrid.client.impl.pb.BatchReadArtifactsResponse> getBatchReadArtifactsMethod;
    if ((getBatchReadArtifactsMethod = ArtifactServiceGrpc.getBatchReadArtifactsMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getBatchReadArtifactsMethod = ArtifactServiceGrpc.getBatchReadArtifactsMethod) == null) {
          ArtifactServiceGrpc.getBatchReadArtifactsMethod = getBatchReadArtifactsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.BatchReadArtifactsRequest, dev.artigrid.client.impl.pb.BatchReadArtifactsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "BatchReadArtifacts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.BatchReadArtifactsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.BatchReadArtifactsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("BatchReadArtifacts"))
              .build();
        }
      }
    }
    return getBatchReadArtifactsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest,
      dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse> getBatchDeleteArtifactsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "BatchDeleteArtifacts",
      requestType = dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest.class,
      responseType = dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest,
      dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse> getBatchDeleteArtifactsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest, dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse> getBatchDeleteArtifactsMethod;
    if ((getBatchDeleteArtifactsMethod = ArtifactServiceGrpc.getBatchDeleteArtifactsMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getBatchDeleteArtifactsMethod = ArtifactServiceGrpc.getBatchDeleteArtifactsMethod) == null) {
          ArtifactServiceGrpc.getBatchDeleteArtifactsMethod = getBatchDeleteArtifactsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest, dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "BatchDeleteArtifacts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("BatchDeleteArtifacts"))
              .build();
        }
      }
    }
    return getBatchDeleteArtifactsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetArtifactRequest,
      dev.artigrid.client.impl.pb.GetArtifactResponse> getGetArtifactMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetArtifact",
      requestType = dev.artigrid.client.impl.pb.GetArtifactRequest.class,
      responseType = dev.artigrid.client.impl.pb.GetArtifactResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetArtifactRequest,
      dev.artigrid.client.impl.pb.GetArtifactResponse> getGetArtifactMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetArtifactRequest, dev.artigrid.client.impl.pb.GetArtifactResponse> getGetArtifactMethod;
    if ((getGetArtifactMethod = ArtifactServiceGrpc.getGetArtifactMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getGetArtifactMethod = ArtifactServiceGrpc.getGetArtifactMethod) == null) {
          ArtifactServiceGrpc.getGetArtifactMethod = getGetArtifactMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.GetArtifactRequest, dev.artigrid.client.impl.pb.GetArtifactResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetArtifact"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetArtifactRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetArtifactResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("GetArtifact"))
              .build();
        }
      }
    }
    return getGetArtifactMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListArtifactsRequest,
      dev.artigrid.client.impl.pb.ListArtifactsResponse> getListArtifactsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListArtifacts",
      requestType = dev.artigrid.client.impl.pb.ListArtifactsRequest.class,
      responseType = dev.artigrid.client.impl.pb.ListArtifactsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListArtifactsRequest,
      dev.artigrid.client.impl.pb.ListArtifactsResponse> getListArtifactsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListArtifactsRequest, dev.artigrid.client.impl.pb.ListArtifactsResponse> getListArtifactsMethod;
    if ((getListArtifactsMethod = ArtifactServiceGrpc.getListArtifactsMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getListArtifactsMethod = ArtifactServiceGrpc.getListArtifactsMethod) == null) {
          ArtifactServiceGrpc.getListArtifactsMethod = getListArtifactsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ListArtifactsRequest, dev.artigrid.client.impl.pb.ListArtifactsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListArtifacts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListArtifactsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListArtifactsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("ListArtifacts"))
              .build();
        }
      }
    }
    return getListArtifactsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.UpdateArtifactRequest,
      dev.artigrid.client.impl.pb.UpdateArtifactResponse> getUpdateArtifactMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateArtifact",
      requestType = dev.artigrid.client.impl.pb.UpdateArtifactRequest.class,
      responseType = dev.artigrid.client.impl.pb.UpdateArtifactResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.UpdateArtifactRequest,
      dev.artigrid.client.impl.pb.UpdateArtifactResponse> getUpdateArtifactMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.UpdateArtifactRequest, dev.artigrid.client.impl.pb.UpdateArtifactResponse> getUpdateArtifactMethod;
    if ((getUpdateArtifactMethod = ArtifactServiceGrpc.getUpdateArtifactMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getUpdateArtifactMethod = ArtifactServiceGrpc.getUpdateArtifactMethod) == null) {
          ArtifactServiceGrpc.getUpdateArtifactMethod = getUpdateArtifactMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.UpdateArtifactRequest, dev.artigrid.client.impl.pb.UpdateArtifactResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateArtifact"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.UpdateArtifactRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.UpdateArtifactResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("UpdateArtifact"))
              .build();
        }
      }
    }
    return getUpdateArtifactMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CopyArtifactRequest,
      dev.artigrid.client.impl.pb.CopyArtifactResponse> getCopyArtifactMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CopyArtifact",
      requestType = dev.artigrid.client.impl.pb.CopyArtifactRequest.class,
      responseType = dev.artigrid.client.impl.pb.CopyArtifactResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CopyArtifactRequest,
      dev.artigrid.client.impl.pb.CopyArtifactResponse> getCopyArtifactMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CopyArtifactRequest, dev.artigrid.client.impl.pb.CopyArtifactResponse> getCopyArtifactMethod;
    if ((getCopyArtifactMethod = ArtifactServiceGrpc.getCopyArtifactMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getCopyArtifactMethod = ArtifactServiceGrpc.getCopyArtifactMethod) == null) {
          ArtifactServiceGrpc.getCopyArtifactMethod = getCopyArtifactMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.CopyArtifactRequest, dev.artigrid.client.impl.pb.CopyArtifactResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CopyArtifact"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CopyArtifactRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CopyArtifactResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("CopyArtifact"))
              .build();
        }
      }
    }
    return getCopyArtifactMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.MoveArtifactRequest,
      dev.artigrid.client.impl.pb.MoveArtifactResponse> getMoveArtifactMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "MoveArtifact",
      requestType = dev.artigrid.client.impl.pb.MoveArtifactRequest.class,
      responseType = dev.artigrid.client.impl.pb.MoveArtifactResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.MoveArtifactRequest,
      dev.artigrid.client.impl.pb.MoveArtifactResponse> getMoveArtifactMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.MoveArtifactRequest, dev.artigrid.client.impl.pb.MoveArtifactResponse> getMoveArtifactMethod;
    if ((getMoveArtifactMethod = ArtifactServiceGrpc.getMoveArtifactMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getMoveArtifactMethod = ArtifactServiceGrpc.getMoveArtifactMethod) == null) {
          ArtifactServiceGrpc.getMoveArtifactMethod = getMoveArtifactMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.MoveArtifactRequest, dev.artigrid.client.impl.pb.MoveArtifactResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "MoveArtifact"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.MoveArtifactRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.MoveArtifactResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("MoveArtifact"))
              .build();
        }
      }
    }
    return getMoveArtifactMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ArtifactExistsRequest,
      dev.artigrid.client.impl.pb.ArtifactExistsResponse> getArtifactExistsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ArtifactExists",
      requestType = dev.artigrid.client.impl.pb.ArtifactExistsRequest.class,
      responseType = dev.artigrid.client.impl.pb.ArtifactExistsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ArtifactExistsRequest,
      dev.artigrid.client.impl.pb.ArtifactExistsResponse> getArtifactExistsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ArtifactExistsRequest, dev.artigrid.client.impl.pb.ArtifactExistsResponse> getArtifactExistsMethod;
    if ((getArtifactExistsMethod = ArtifactServiceGrpc.getArtifactExistsMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getArtifactExistsMethod = ArtifactServiceGrpc.getArtifactExistsMethod) == null) {
          ArtifactServiceGrpc.getArtifactExistsMethod = getArtifactExistsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ArtifactExistsRequest, dev.artigrid.client.impl.pb.ArtifactExistsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ArtifactExists"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ArtifactExistsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ArtifactExistsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("ArtifactExists"))
              .build();
        }
      }
    }
    return getArtifactExistsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DeleteArtifactRequest,
      dev.artigrid.client.impl.pb.DeleteArtifactResponse> getDeleteArtifactMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteArtifact",
      requestType = dev.artigrid.client.impl.pb.DeleteArtifactRequest.class,
      responseType = dev.artigrid.client.impl.pb.DeleteArtifactResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DeleteArtifactRequest,
      dev.artigrid.client.impl.pb.DeleteArtifactResponse> getDeleteArtifactMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DeleteArtifactRequest, dev.artigrid.client.impl.pb.DeleteArtifactResponse> getDeleteArtifactMethod;
    if ((getDeleteArtifactMethod = ArtifactServiceGrpc.getDeleteArtifactMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getDeleteArtifactMethod = ArtifactServiceGrpc.getDeleteArtifactMethod) == null) {
          ArtifactServiceGrpc.getDeleteArtifactMethod = getDeleteArtifactMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.DeleteArtifactRequest, dev.artigrid.client.impl.pb.DeleteArtifactResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteArtifact"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.DeleteArtifactRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.DeleteArtifactResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("DeleteArtifact"))
              .build();
        }
      }
    }
    return getDeleteArtifactMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.PresignDownloadRequest,
      dev.artigrid.client.impl.pb.PresignDownloadResponse> getPresignDownloadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PresignDownload",
      requestType = dev.artigrid.client.impl.pb.PresignDownloadRequest.class,
      responseType = dev.artigrid.client.impl.pb.PresignDownloadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.PresignDownloadRequest,
      dev.artigrid.client.impl.pb.PresignDownloadResponse> getPresignDownloadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.PresignDownloadRequest, dev.artigrid.client.impl.pb.PresignDownloadResponse> getPresignDownloadMethod;
    if ((getPresignDownloadMethod = ArtifactServiceGrpc.getPresignDownloadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getPresignDownloadMethod = ArtifactServiceGrpc.getPresignDownloadMethod) == null) {
          ArtifactServiceGrpc.getPresignDownloadMethod = getPresignDownloadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.PresignDownloadRequest, dev.artigrid.client.impl.pb.PresignDownloadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PresignDownload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.PresignDownloadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.PresignDownloadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("PresignDownload"))
              .build();
        }
      }
    }
    return getPresignDownloadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.PresignUploadRequest,
      dev.artigrid.client.impl.pb.PresignUploadResponse> getPresignUploadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PresignUpload",
      requestType = dev.artigrid.client.impl.pb.PresignUploadRequest.class,
      responseType = dev.artigrid.client.impl.pb.PresignUploadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.PresignUploadRequest,
      dev.artigrid.client.impl.pb.PresignUploadResponse> getPresignUploadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.PresignUploadRequest, dev.artigrid.client.impl.pb.PresignUploadResponse> getPresignUploadMethod;
    if ((getPresignUploadMethod = ArtifactServiceGrpc.getPresignUploadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getPresignUploadMethod = ArtifactServiceGrpc.getPresignUploadMethod) == null) {
          ArtifactServiceGrpc.getPresignUploadMethod = getPresignUploadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.PresignUploadRequest, dev.artigrid.client.impl.pb.PresignUploadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PresignUpload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.PresignUploadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.PresignUploadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("PresignUpload"))
              .build();
        }
      }
    }
    return getPresignUploadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.PresignUploadPartsRequest,
      dev.artigrid.client.impl.pb.PresignUploadPartsResponse> getPresignUploadPartsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PresignUploadParts",
      requestType = dev.artigrid.client.impl.pb.PresignUploadPartsRequest.class,
      responseType = dev.artigrid.client.impl.pb.PresignUploadPartsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.PresignUploadPartsRequest,
      dev.artigrid.client.impl.pb.PresignUploadPartsResponse> getPresignUploadPartsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.PresignUploadPartsRequest, dev.artigrid.client.impl.pb.PresignUploadPartsResponse> getPresignUploadPartsMethod;
    if ((getPresignUploadPartsMethod = ArtifactServiceGrpc.getPresignUploadPartsMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getPresignUploadPartsMethod = ArtifactServiceGrpc.getPresignUploadPartsMethod) == null) {
          ArtifactServiceGrpc.getPresignUploadPartsMethod = getPresignUploadPartsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.PresignUploadPartsRequest, dev.artigrid.client.impl.pb.PresignUploadPartsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PresignUploadParts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.PresignUploadPartsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.PresignUploadPartsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("PresignUploadParts"))
              .build();
        }
      }
    }
    return getPresignUploadPartsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RegisterUploadRequest,
      dev.artigrid.client.impl.pb.RegisterUploadResponse> getRegisterUploadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RegisterUpload",
      requestType = dev.artigrid.client.impl.pb.RegisterUploadRequest.class,
      responseType = dev.artigrid.client.impl.pb.RegisterUploadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RegisterUploadRequest,
      dev.artigrid.client.impl.pb.RegisterUploadResponse> getRegisterUploadMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RegisterUploadRequest, dev.artigrid.client.impl.pb.RegisterUploadResponse> getRegisterUploadMethod;
    if ((getRegisterUploadMethod = ArtifactServiceGrpc.getRegisterUploadMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getRegisterUploadMethod = ArtifactServiceGrpc.getRegisterUploadMethod) == null) {
          ArtifactServiceGrpc.getRegisterUploadMethod = getRegisterUploadMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.RegisterUploadRequest, dev.artigrid.client.impl.pb.RegisterUploadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RegisterUpload"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RegisterUploadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RegisterUploadResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("RegisterUpload"))
              .build();
        }
      }
    }
    return getRegisterUploadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateShareLinkRequest,
      dev.artigrid.client.impl.pb.CreateShareLinkResponse> getCreateShareLinkMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateShareLink",
      requestType = dev.artigrid.client.impl.pb.CreateShareLinkRequest.class,
      responseType = dev.artigrid.client.impl.pb.CreateShareLinkResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateShareLinkRequest,
      dev.artigrid.client.impl.pb.CreateShareLinkResponse> getCreateShareLinkMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateShareLinkRequest, dev.artigrid.client.impl.pb.CreateShareLinkResponse> getCreateShareLinkMethod;
    if ((getCreateShareLinkMethod = ArtifactServiceGrpc.getCreateShareLinkMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getCreateShareLinkMethod = ArtifactServiceGrpc.getCreateShareLinkMethod) == null) {
          ArtifactServiceGrpc.getCreateShareLinkMethod = getCreateShareLinkMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.CreateShareLinkRequest, dev.artigrid.client.impl.pb.CreateShareLinkResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateShareLink"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CreateShareLinkRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CreateShareLinkResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("CreateShareLink"))
              .build();
        }
      }
    }
    return getCreateShareLinkMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListShareLinksRequest,
      dev.artigrid.client.impl.pb.ListShareLinksResponse> getListShareLinksMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListShareLinks",
      requestType = dev.artigrid.client.impl.pb.ListShareLinksRequest.class,
      responseType = dev.artigrid.client.impl.pb.ListShareLinksResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListShareLinksRequest,
      dev.artigrid.client.impl.pb.ListShareLinksResponse> getListShareLinksMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListShareLinksRequest, dev.artigrid.client.impl.pb.ListShareLinksResponse> getListShareLinksMethod;
    if ((getListShareLinksMethod = ArtifactServiceGrpc.getListShareLinksMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getListShareLinksMethod = ArtifactServiceGrpc.getListShareLinksMethod) == null) {
          ArtifactServiceGrpc.getListShareLinksMethod = getListShareLinksMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ListShareLinksRequest, dev.artigrid.client.impl.pb.ListShareLinksResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListShareLinks"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListShareLinksRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListShareLinksResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("ListShareLinks"))
              .build();
        }
      }
    }
    return getListShareLinksMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RevokeShareLinkRequest,
      dev.artigrid.client.impl.pb.RevokeShareLinkResponse> getRevokeShareLinkMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RevokeShareLink",
      requestType = dev.artigrid.client.impl.pb.RevokeShareLinkRequest.class,
      responseType = dev.artigrid.client.impl.pb.RevokeShareLinkResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RevokeShareLinkRequest,
      dev.artigrid.client.impl.pb.RevokeShareLinkResponse> getRevokeShareLinkMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RevokeShareLinkRequest, dev.artigrid.client.impl.pb.RevokeShareLinkResponse> getRevokeShareLinkMethod;
    if ((getRevokeShareLinkMethod = ArtifactServiceGrpc.getRevokeShareLinkMethod) == null) {
      synchronized (ArtifactServiceGrpc.class) {
        if ((getRevokeShareLinkMethod = ArtifactServiceGrpc.getRevokeShareLinkMethod) == null) {
          ArtifactServiceGrpc.getRevokeShareLinkMethod = getRevokeShareLinkMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.RevokeShareLinkRequest, dev.artigrid.client.impl.pb.RevokeShareLinkResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RevokeShareLink"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RevokeShareLinkRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RevokeShareLinkResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArtifactServiceMethodDescriptorSupplier("RevokeShareLink"))
              .build();
        }
      }
    }
    return getRevokeShareLinkMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ArtifactServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ArtifactServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ArtifactServiceStub>() {
        @java.lang.Override
        public ArtifactServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ArtifactServiceStub(channel, callOptions);
        }
      };
    return ArtifactServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static ArtifactServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ArtifactServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ArtifactServiceBlockingV2Stub>() {
        @java.lang.Override
        public ArtifactServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ArtifactServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return ArtifactServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ArtifactServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ArtifactServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ArtifactServiceBlockingStub>() {
        @java.lang.Override
        public ArtifactServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ArtifactServiceBlockingStub(channel, callOptions);
        }
      };
    return ArtifactServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ArtifactServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ArtifactServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ArtifactServiceFutureStub>() {
        @java.lang.Override
        public ArtifactServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ArtifactServiceFutureStub(channel, callOptions);
        }
      };
    return ArtifactServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Keeps artifacts: content with metadata, streamed in and out.
   * Every method has its own request and response message, so that fields can be added. A foreign
   * artifact of the caller's sandbox is ACCESS_DENIED, one of another sandbox ARTIFACT_NOT_FOUND, one
   * that expired within 24 hours ARTIFACT_EXPIRED. Any method may answer UNAUTHENTICATED,
   * INVALID_ARGUMENT, SIZE_LIMIT (an oversize message), BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED,
   * DEADLINE, CANCELLED, INTERNAL; methods that take a `request_id` also REQUEST_ID_REUSED and
   * REQUEST_IN_PROGRESS; methods that take content also STORAGE_FULL and QUOTA_EXCEEDED. The comments
   * name what comes beyond. Idempotent methods may be repeated when the answer was lost.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Streams content in and commits it whole: a new artifact, or new content of one that exists.
     * The first message holds a spec (one-shot) or an upload id (resume) and may hold data and the
     * finish too; the last one holds the finish. A one-shot upload that breaks leaves nothing.
     * Half-close without finish is INVALID_ARGUMENT. The answer may come before the stream was read to
     * its end. Not idempotent unless `request_id` is set. Errors: CHECKSUM_MISMATCH, SIZE_MISMATCH,
     * SIZE_LIMIT, OFFSET_MISMATCH, ACCESS_DENIED, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH,
     * SESSION_EXPIRED, IDLE_TIMEOUT; with an upload id UPLOAD_NOT_FOUND, UPLOAD_FENCED.
     * </pre>
     */
    default io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UploadRequest> upload(
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UploadResponse> responseObserver) {
      return io.grpc.stub.ServerCalls.asyncUnimplementedStreamingCall(getUploadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Begins an upload that can be resumed; a declared size reserves quota. Not idempotent unless
     * `request_id` is set. Errors: SIZE_LIMIT, ACCESS_DENIED, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    default void startUpload(dev.artigrid.client.impl.pb.StartUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.StartUploadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStartUploadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells how far an upload got. Idempotent. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    default void getUpload(dev.artigrid.client.impl.pb.GetUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetUploadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetUploadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Adds one piece at the persisted offset, for clients that cannot stream. Repeating a piece that was
     * taken answers OFFSET_MISMATCH with the persisted offset. Errors: UPLOAD_NOT_FOUND, UPLOAD_FENCED,
     * OFFSET_MISMATCH, CHECKSUM_MISMATCH, SIZE_MISMATCH, SIZE_LIMIT, ACCESS_DENIED.
     * </pre>
     */
    default void appendUpload(dev.artigrid.client.impl.pb.AppendUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.AppendUploadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAppendUploadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Commits what was uploaded. Idempotent: repeated, it gives the same answer. Errors:
     * UPLOAD_NOT_FOUND, UPLOAD_FENCED, CHECKSUM_MISMATCH, SIZE_MISMATCH, ACCESS_DENIED,
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    default void completeUpload(dev.artigrid.client.impl.pb.CompleteUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CompleteUploadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCompleteUploadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives an upload up and frees its bytes. Repeated, it answers UPLOAD_NOT_FOUND. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    default void cancelUpload(dev.artigrid.client.impl.pb.CancelUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CancelUploadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelUploadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the caller's uploads that are not completed, newest first. Idempotent. Errors:
     * PAGE_TOKEN_INVALID.
     * </pre>
     */
    default void listUploads(dev.artigrid.client.impl.pb.ListUploadsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListUploadsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListUploadsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams content out: one header, then chunks in order. Pinned to one version for its whole
     * length. Idempotent: broken, it is resumed by `version` and an offset. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE, RANGE_NOT_SATISFIABLE, DATA_CORRUPT,
     * IDLE_TIMEOUT.
     * </pre>
     */
    default void download(dev.artigrid.client.impl.pb.DownloadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DownloadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDownloadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes an artifact of at most 1 MiB in one round trip. Not idempotent unless `request_id` is set.
     * Errors: SIZE_LIMIT, CHECKSUM_MISMATCH, ACCESS_DENIED, SESSION_EXPIRED.
     * </pre>
     */
    default void createArtifact(dev.artigrid.client.impl.pb.CreateArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateArtifactResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateArtifactMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an artifact and at most 1 MiB of its content in one round trip. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE, RANGE_NOT_SATISFIABLE,
     * SIZE_LIMIT (what was asked for is more than 1 MiB), DATA_CORRUPT.
     * </pre>
     */
    default void readArtifact(dev.artigrid.client.impl.pb.ReadArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ReadArtifactResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReadArtifactMethod(), responseObserver);
    }

    /**
     * <pre>
     * CreateArtifact for at most 100 items and 3 MiB. Each item stands alone and has its own outcome,
     * in the order asked; what does not fit any more is SIZE_LIMIT. Not idempotent unless `request_id`
     * is set.
     * </pre>
     */
    default void batchCreateArtifacts(dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getBatchCreateArtifactsMethod(), responseObserver);
    }

    /**
     * <pre>
     * ReadArtifact for at most 100 items; an item whose content would take the answer over 3 MiB is
     * SIZE_LIMIT. Idempotent.
     * </pre>
     */
    default void batchReadArtifacts(dev.artigrid.client.impl.pb.BatchReadArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.BatchReadArtifactsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getBatchReadArtifactsMethod(), responseObserver);
    }

    /**
     * <pre>
     * DeleteArtifact for at most 100 items, each with its own outcome.
     * </pre>
     */
    default void batchDeleteArtifacts(dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getBatchDeleteArtifactsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an artifact's metadata. Idempotent. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED.
     * </pre>
     */
    default void getArtifact(dev.artigrid.client.impl.pb.GetArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetArtifactResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetArtifactMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists artifacts by file name bytes, then id. Idempotent. Errors: PAGE_TOKEN_INVALID,
     * ACCESS_DENIED, SESSION_NOT_FOUND, SESSION_EXPIRED.
     * </pre>
     */
    default void listArtifacts(dev.artigrid.client.impl.pb.ListArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListArtifactsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListArtifactsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes metadata, lifetime and, when `data` is set, content, in one atomic step. Idempotent with
     * an etag (a repetition answers ETAG_MISMATCH); without one the last commit wins, whole. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * CHECKSUM_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    default void updateArtifact(dev.artigrid.client.impl.pb.UpdateArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UpdateArtifactResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateArtifactMethod(), responseObserver);
    }

    /**
     * <pre>
     * Copies an artifact, within its scope or from a session to its user. Refused with ACCESS_DENIED:
     * one session to another, one user to another, anything to sandbox scope without the admin role.
     * Not idempotent unless `request_id` is set. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED, VERSION_GONE, ETAG_MISMATCH, SESSION_EXPIRED, DATA_CORRUPT.
     * </pre>
     */
    default void copyArtifact(dev.artigrid.client.impl.pb.CopyArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CopyArtifactResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCopyArtifactMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives an artifact another file name; id, owner and content stay. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    default void moveArtifact(dev.artigrid.client.impl.pb.MoveArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.MoveArtifactResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getMoveArtifactMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says whether an artifact is there and the caller may read it; what may not be seen is "no", not
     * an error. Idempotent.
     * </pre>
     */
    default void artifactExists(dev.artigrid.client.impl.pb.ArtifactExistsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ArtifactExistsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getArtifactExistsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes an artifact: gone at once, only downloads that are already running finish. A second call
     * answers ARTIFACT_NOT_FOUND unless `request_id` replays the first. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    default void deleteArtifact(dev.artigrid.client.impl.pb.DeleteArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DeleteArtifactResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteArtifactMethod(), responseObserver);
    }

    /**
     * <pre>
     * Signs a URL to read one version by, for a bounded time. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE.
     * </pre>
     */
    default void presignDownload(dev.artigrid.client.impl.pb.PresignDownloadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.PresignDownloadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPresignDownloadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Begins an upload whose bytes go to a signed URL. Not idempotent unless `request_id` is set. Errors
     * as StartUpload.
     * </pre>
     */
    default void presignUpload(dev.artigrid.client.impl.pb.PresignUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.PresignUploadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPresignUploadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Signs URLs for parts of an upload that is too large for one PUT. Idempotent. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    default void presignUploadParts(dev.artigrid.client.impl.pb.PresignUploadPartsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.PresignUploadPartsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPresignUploadPartsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Verifies what was put to signed URLs and commits it. Only the owner may. Idempotent: repeated, it
     * gives the same answer. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED, CHECKSUM_MISMATCH, SIZE_MISMATCH,
     * SIZE_LIMIT, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    default void registerUpload(dev.artigrid.client.impl.pb.RegisterUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RegisterUploadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRegisterUploadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes a link that anybody may read the artifact by. Not idempotent unless `request_id` is set.
     * Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED.
     * </pre>
     */
    default void createShareLink(dev.artigrid.client.impl.pb.CreateShareLinkRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateShareLinkResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateShareLinkMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the links of an artifact, newest first. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, PAGE_TOKEN_INVALID.
     * </pre>
     */
    default void listShareLinks(dev.artigrid.client.impl.pb.ListShareLinksRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListShareLinksResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListShareLinksMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends a link at once. Repeated, it answers LINK_NOT_FOUND. Errors: LINK_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    default void revokeShareLink(dev.artigrid.client.impl.pb.RevokeShareLinkRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RevokeShareLinkResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRevokeShareLinkMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service ArtifactService.
   * <pre>
   * Keeps artifacts: content with metadata, streamed in and out.
   * Every method has its own request and response message, so that fields can be added. A foreign
   * artifact of the caller's sandbox is ACCESS_DENIED, one of another sandbox ARTIFACT_NOT_FOUND, one
   * that expired within 24 hours ARTIFACT_EXPIRED. Any method may answer UNAUTHENTICATED,
   * INVALID_ARGUMENT, SIZE_LIMIT (an oversize message), BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED,
   * DEADLINE, CANCELLED, INTERNAL; methods that take a `request_id` also REQUEST_ID_REUSED and
   * REQUEST_IN_PROGRESS; methods that take content also STORAGE_FULL and QUOTA_EXCEEDED. The comments
   * name what comes beyond. Idempotent methods may be repeated when the answer was lost.
   * </pre>
   */
  public static abstract class ArtifactServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return ArtifactServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service ArtifactService.
   * <pre>
   * Keeps artifacts: content with metadata, streamed in and out.
   * Every method has its own request and response message, so that fields can be added. A foreign
   * artifact of the caller's sandbox is ACCESS_DENIED, one of another sandbox ARTIFACT_NOT_FOUND, one
   * that expired within 24 hours ARTIFACT_EXPIRED. Any method may answer UNAUTHENTICATED,
   * INVALID_ARGUMENT, SIZE_LIMIT (an oversize message), BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED,
   * DEADLINE, CANCELLED, INTERNAL; methods that take a `request_id` also REQUEST_ID_REUSED and
   * REQUEST_IN_PROGRESS; methods that take content also STORAGE_FULL and QUOTA_EXCEEDED. The comments
   * name what comes beyond. Idempotent methods may be repeated when the answer was lost.
   * </pre>
   */
  public static final class ArtifactServiceStub
      extends io.grpc.stub.AbstractAsyncStub<ArtifactServiceStub> {
    private ArtifactServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ArtifactServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ArtifactServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Streams content in and commits it whole: a new artifact, or new content of one that exists.
     * The first message holds a spec (one-shot) or an upload id (resume) and may hold data and the
     * finish too; the last one holds the finish. A one-shot upload that breaks leaves nothing.
     * Half-close without finish is INVALID_ARGUMENT. The answer may come before the stream was read to
     * its end. Not idempotent unless `request_id` is set. Errors: CHECKSUM_MISMATCH, SIZE_MISMATCH,
     * SIZE_LIMIT, OFFSET_MISMATCH, ACCESS_DENIED, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH,
     * SESSION_EXPIRED, IDLE_TIMEOUT; with an upload id UPLOAD_NOT_FOUND, UPLOAD_FENCED.
     * </pre>
     */
    public io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UploadRequest> upload(
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UploadResponse> responseObserver) {
      return io.grpc.stub.ClientCalls.asyncClientStreamingCall(
          getChannel().newCall(getUploadMethod(), getCallOptions()), responseObserver);
    }

    /**
     * <pre>
     * Begins an upload that can be resumed; a declared size reserves quota. Not idempotent unless
     * `request_id` is set. Errors: SIZE_LIMIT, ACCESS_DENIED, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public void startUpload(dev.artigrid.client.impl.pb.StartUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.StartUploadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStartUploadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells how far an upload got. Idempotent. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public void getUpload(dev.artigrid.client.impl.pb.GetUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetUploadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetUploadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Adds one piece at the persisted offset, for clients that cannot stream. Repeating a piece that was
     * taken answers OFFSET_MISMATCH with the persisted offset. Errors: UPLOAD_NOT_FOUND, UPLOAD_FENCED,
     * OFFSET_MISMATCH, CHECKSUM_MISMATCH, SIZE_MISMATCH, SIZE_LIMIT, ACCESS_DENIED.
     * </pre>
     */
    public void appendUpload(dev.artigrid.client.impl.pb.AppendUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.AppendUploadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAppendUploadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Commits what was uploaded. Idempotent: repeated, it gives the same answer. Errors:
     * UPLOAD_NOT_FOUND, UPLOAD_FENCED, CHECKSUM_MISMATCH, SIZE_MISMATCH, ACCESS_DENIED,
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public void completeUpload(dev.artigrid.client.impl.pb.CompleteUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CompleteUploadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCompleteUploadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives an upload up and frees its bytes. Repeated, it answers UPLOAD_NOT_FOUND. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public void cancelUpload(dev.artigrid.client.impl.pb.CancelUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CancelUploadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelUploadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the caller's uploads that are not completed, newest first. Idempotent. Errors:
     * PAGE_TOKEN_INVALID.
     * </pre>
     */
    public void listUploads(dev.artigrid.client.impl.pb.ListUploadsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListUploadsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListUploadsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams content out: one header, then chunks in order. Pinned to one version for its whole
     * length. Idempotent: broken, it is resumed by `version` and an offset. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE, RANGE_NOT_SATISFIABLE, DATA_CORRUPT,
     * IDLE_TIMEOUT.
     * </pre>
     */
    public void download(dev.artigrid.client.impl.pb.DownloadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DownloadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getDownloadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Makes an artifact of at most 1 MiB in one round trip. Not idempotent unless `request_id` is set.
     * Errors: SIZE_LIMIT, CHECKSUM_MISMATCH, ACCESS_DENIED, SESSION_EXPIRED.
     * </pre>
     */
    public void createArtifact(dev.artigrid.client.impl.pb.CreateArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateArtifactResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateArtifactMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an artifact and at most 1 MiB of its content in one round trip. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE, RANGE_NOT_SATISFIABLE,
     * SIZE_LIMIT (what was asked for is more than 1 MiB), DATA_CORRUPT.
     * </pre>
     */
    public void readArtifact(dev.artigrid.client.impl.pb.ReadArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ReadArtifactResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReadArtifactMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * CreateArtifact for at most 100 items and 3 MiB. Each item stands alone and has its own outcome,
     * in the order asked; what does not fit any more is SIZE_LIMIT. Not idempotent unless `request_id`
     * is set.
     * </pre>
     */
    public void batchCreateArtifacts(dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getBatchCreateArtifactsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * ReadArtifact for at most 100 items; an item whose content would take the answer over 3 MiB is
     * SIZE_LIMIT. Idempotent.
     * </pre>
     */
    public void batchReadArtifacts(dev.artigrid.client.impl.pb.BatchReadArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.BatchReadArtifactsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getBatchReadArtifactsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * DeleteArtifact for at most 100 items, each with its own outcome.
     * </pre>
     */
    public void batchDeleteArtifacts(dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getBatchDeleteArtifactsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an artifact's metadata. Idempotent. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED.
     * </pre>
     */
    public void getArtifact(dev.artigrid.client.impl.pb.GetArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetArtifactResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetArtifactMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists artifacts by file name bytes, then id. Idempotent. Errors: PAGE_TOKEN_INVALID,
     * ACCESS_DENIED, SESSION_NOT_FOUND, SESSION_EXPIRED.
     * </pre>
     */
    public void listArtifacts(dev.artigrid.client.impl.pb.ListArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListArtifactsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListArtifactsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes metadata, lifetime and, when `data` is set, content, in one atomic step. Idempotent with
     * an etag (a repetition answers ETAG_MISMATCH); without one the last commit wins, whole. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * CHECKSUM_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public void updateArtifact(dev.artigrid.client.impl.pb.UpdateArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UpdateArtifactResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateArtifactMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Copies an artifact, within its scope or from a session to its user. Refused with ACCESS_DENIED:
     * one session to another, one user to another, anything to sandbox scope without the admin role.
     * Not idempotent unless `request_id` is set. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED, VERSION_GONE, ETAG_MISMATCH, SESSION_EXPIRED, DATA_CORRUPT.
     * </pre>
     */
    public void copyArtifact(dev.artigrid.client.impl.pb.CopyArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CopyArtifactResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCopyArtifactMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives an artifact another file name; id, owner and content stay. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    public void moveArtifact(dev.artigrid.client.impl.pb.MoveArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.MoveArtifactResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getMoveArtifactMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says whether an artifact is there and the caller may read it; what may not be seen is "no", not
     * an error. Idempotent.
     * </pre>
     */
    public void artifactExists(dev.artigrid.client.impl.pb.ArtifactExistsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ArtifactExistsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getArtifactExistsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes an artifact: gone at once, only downloads that are already running finish. A second call
     * answers ARTIFACT_NOT_FOUND unless `request_id` replays the first. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    public void deleteArtifact(dev.artigrid.client.impl.pb.DeleteArtifactRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DeleteArtifactResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteArtifactMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Signs a URL to read one version by, for a bounded time. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE.
     * </pre>
     */
    public void presignDownload(dev.artigrid.client.impl.pb.PresignDownloadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.PresignDownloadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPresignDownloadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Begins an upload whose bytes go to a signed URL. Not idempotent unless `request_id` is set. Errors
     * as StartUpload.
     * </pre>
     */
    public void presignUpload(dev.artigrid.client.impl.pb.PresignUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.PresignUploadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPresignUploadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Signs URLs for parts of an upload that is too large for one PUT. Idempotent. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public void presignUploadParts(dev.artigrid.client.impl.pb.PresignUploadPartsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.PresignUploadPartsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPresignUploadPartsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Verifies what was put to signed URLs and commits it. Only the owner may. Idempotent: repeated, it
     * gives the same answer. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED, CHECKSUM_MISMATCH, SIZE_MISMATCH,
     * SIZE_LIMIT, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public void registerUpload(dev.artigrid.client.impl.pb.RegisterUploadRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RegisterUploadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRegisterUploadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Makes a link that anybody may read the artifact by. Not idempotent unless `request_id` is set.
     * Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED.
     * </pre>
     */
    public void createShareLink(dev.artigrid.client.impl.pb.CreateShareLinkRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateShareLinkResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateShareLinkMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the links of an artifact, newest first. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, PAGE_TOKEN_INVALID.
     * </pre>
     */
    public void listShareLinks(dev.artigrid.client.impl.pb.ListShareLinksRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListShareLinksResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListShareLinksMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends a link at once. Repeated, it answers LINK_NOT_FOUND. Errors: LINK_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public void revokeShareLink(dev.artigrid.client.impl.pb.RevokeShareLinkRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RevokeShareLinkResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRevokeShareLinkMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service ArtifactService.
   * <pre>
   * Keeps artifacts: content with metadata, streamed in and out.
   * Every method has its own request and response message, so that fields can be added. A foreign
   * artifact of the caller's sandbox is ACCESS_DENIED, one of another sandbox ARTIFACT_NOT_FOUND, one
   * that expired within 24 hours ARTIFACT_EXPIRED. Any method may answer UNAUTHENTICATED,
   * INVALID_ARGUMENT, SIZE_LIMIT (an oversize message), BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED,
   * DEADLINE, CANCELLED, INTERNAL; methods that take a `request_id` also REQUEST_ID_REUSED and
   * REQUEST_IN_PROGRESS; methods that take content also STORAGE_FULL and QUOTA_EXCEEDED. The comments
   * name what comes beyond. Idempotent methods may be repeated when the answer was lost.
   * </pre>
   */
  public static final class ArtifactServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<ArtifactServiceBlockingV2Stub> {
    private ArtifactServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ArtifactServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ArtifactServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Streams content in and commits it whole: a new artifact, or new content of one that exists.
     * The first message holds a spec (one-shot) or an upload id (resume) and may hold data and the
     * finish too; the last one holds the finish. A one-shot upload that breaks leaves nothing.
     * Half-close without finish is INVALID_ARGUMENT. The answer may come before the stream was read to
     * its end. Not idempotent unless `request_id` is set. Errors: CHECKSUM_MISMATCH, SIZE_MISMATCH,
     * SIZE_LIMIT, OFFSET_MISMATCH, ACCESS_DENIED, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH,
     * SESSION_EXPIRED, IDLE_TIMEOUT; with an upload id UPLOAD_NOT_FOUND, UPLOAD_FENCED.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<dev.artigrid.client.impl.pb.UploadRequest, dev.artigrid.client.impl.pb.UploadResponse>
        upload() {
      return io.grpc.stub.ClientCalls.blockingClientStreamingCall(
          getChannel(), getUploadMethod(), getCallOptions());
    }

    /**
     * <pre>
     * Begins an upload that can be resumed; a declared size reserves quota. Not idempotent unless
     * `request_id` is set. Errors: SIZE_LIMIT, ACCESS_DENIED, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.StartUploadResponse startUpload(dev.artigrid.client.impl.pb.StartUploadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStartUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how far an upload got. Idempotent. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetUploadResponse getUpload(dev.artigrid.client.impl.pb.GetUploadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds one piece at the persisted offset, for clients that cannot stream. Repeating a piece that was
     * taken answers OFFSET_MISMATCH with the persisted offset. Errors: UPLOAD_NOT_FOUND, UPLOAD_FENCED,
     * OFFSET_MISMATCH, CHECKSUM_MISMATCH, SIZE_MISMATCH, SIZE_LIMIT, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.AppendUploadResponse appendUpload(dev.artigrid.client.impl.pb.AppendUploadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAppendUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Commits what was uploaded. Idempotent: repeated, it gives the same answer. Errors:
     * UPLOAD_NOT_FOUND, UPLOAD_FENCED, CHECKSUM_MISMATCH, SIZE_MISMATCH, ACCESS_DENIED,
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CompleteUploadResponse completeUpload(dev.artigrid.client.impl.pb.CompleteUploadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCompleteUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives an upload up and frees its bytes. Repeated, it answers UPLOAD_NOT_FOUND. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CancelUploadResponse cancelUpload(dev.artigrid.client.impl.pb.CancelUploadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the caller's uploads that are not completed, newest first. Idempotent. Errors:
     * PAGE_TOKEN_INVALID.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListUploadsResponse listUploads(dev.artigrid.client.impl.pb.ListUploadsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListUploadsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams content out: one header, then chunks in order. Pinned to one version for its whole
     * length. Idempotent: broken, it is resumed by `version` and an offset. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE, RANGE_NOT_SATISFIABLE, DATA_CORRUPT,
     * IDLE_TIMEOUT.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.artigrid.client.impl.pb.DownloadResponse>
        download(dev.artigrid.client.impl.pb.DownloadRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getDownloadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes an artifact of at most 1 MiB in one round trip. Not idempotent unless `request_id` is set.
     * Errors: SIZE_LIMIT, CHECKSUM_MISMATCH, ACCESS_DENIED, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CreateArtifactResponse createArtifact(dev.artigrid.client.impl.pb.CreateArtifactRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an artifact and at most 1 MiB of its content in one round trip. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE, RANGE_NOT_SATISFIABLE,
     * SIZE_LIMIT (what was asked for is more than 1 MiB), DATA_CORRUPT.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ReadArtifactResponse readArtifact(dev.artigrid.client.impl.pb.ReadArtifactRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReadArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * CreateArtifact for at most 100 items and 3 MiB. Each item stands alone and has its own outcome,
     * in the order asked; what does not fit any more is SIZE_LIMIT. Not idempotent unless `request_id`
     * is set.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse batchCreateArtifacts(dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getBatchCreateArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * ReadArtifact for at most 100 items; an item whose content would take the answer over 3 MiB is
     * SIZE_LIMIT. Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.BatchReadArtifactsResponse batchReadArtifacts(dev.artigrid.client.impl.pb.BatchReadArtifactsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getBatchReadArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * DeleteArtifact for at most 100 items, each with its own outcome.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse batchDeleteArtifacts(dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getBatchDeleteArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an artifact's metadata. Idempotent. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetArtifactResponse getArtifact(dev.artigrid.client.impl.pb.GetArtifactRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists artifacts by file name bytes, then id. Idempotent. Errors: PAGE_TOKEN_INVALID,
     * ACCESS_DENIED, SESSION_NOT_FOUND, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListArtifactsResponse listArtifacts(dev.artigrid.client.impl.pb.ListArtifactsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes metadata, lifetime and, when `data` is set, content, in one atomic step. Idempotent with
     * an etag (a repetition answers ETAG_MISMATCH); without one the last commit wins, whole. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * CHECKSUM_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.UpdateArtifactResponse updateArtifact(dev.artigrid.client.impl.pb.UpdateArtifactRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Copies an artifact, within its scope or from a session to its user. Refused with ACCESS_DENIED:
     * one session to another, one user to another, anything to sandbox scope without the admin role.
     * Not idempotent unless `request_id` is set. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED, VERSION_GONE, ETAG_MISMATCH, SESSION_EXPIRED, DATA_CORRUPT.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CopyArtifactResponse copyArtifact(dev.artigrid.client.impl.pb.CopyArtifactRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCopyArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives an artifact another file name; id, owner and content stay. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.MoveArtifactResponse moveArtifact(dev.artigrid.client.impl.pb.MoveArtifactRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getMoveArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether an artifact is there and the caller may read it; what may not be seen is "no", not
     * an error. Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ArtifactExistsResponse artifactExists(dev.artigrid.client.impl.pb.ArtifactExistsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getArtifactExistsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes an artifact: gone at once, only downloads that are already running finish. A second call
     * answers ARTIFACT_NOT_FOUND unless `request_id` replays the first. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.DeleteArtifactResponse deleteArtifact(dev.artigrid.client.impl.pb.DeleteArtifactRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Signs a URL to read one version by, for a bounded time. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.PresignDownloadResponse presignDownload(dev.artigrid.client.impl.pb.PresignDownloadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPresignDownloadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Begins an upload whose bytes go to a signed URL. Not idempotent unless `request_id` is set. Errors
     * as StartUpload.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.PresignUploadResponse presignUpload(dev.artigrid.client.impl.pb.PresignUploadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPresignUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Signs URLs for parts of an upload that is too large for one PUT. Idempotent. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.PresignUploadPartsResponse presignUploadParts(dev.artigrid.client.impl.pb.PresignUploadPartsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPresignUploadPartsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Verifies what was put to signed URLs and commits it. Only the owner may. Idempotent: repeated, it
     * gives the same answer. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED, CHECKSUM_MISMATCH, SIZE_MISMATCH,
     * SIZE_LIMIT, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RegisterUploadResponse registerUpload(dev.artigrid.client.impl.pb.RegisterUploadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRegisterUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a link that anybody may read the artifact by. Not idempotent unless `request_id` is set.
     * Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CreateShareLinkResponse createShareLink(dev.artigrid.client.impl.pb.CreateShareLinkRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateShareLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the links of an artifact, newest first. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, PAGE_TOKEN_INVALID.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListShareLinksResponse listShareLinks(dev.artigrid.client.impl.pb.ListShareLinksRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListShareLinksMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends a link at once. Repeated, it answers LINK_NOT_FOUND. Errors: LINK_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RevokeShareLinkResponse revokeShareLink(dev.artigrid.client.impl.pb.RevokeShareLinkRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRevokeShareLinkMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service ArtifactService.
   * <pre>
   * Keeps artifacts: content with metadata, streamed in and out.
   * Every method has its own request and response message, so that fields can be added. A foreign
   * artifact of the caller's sandbox is ACCESS_DENIED, one of another sandbox ARTIFACT_NOT_FOUND, one
   * that expired within 24 hours ARTIFACT_EXPIRED. Any method may answer UNAUTHENTICATED,
   * INVALID_ARGUMENT, SIZE_LIMIT (an oversize message), BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED,
   * DEADLINE, CANCELLED, INTERNAL; methods that take a `request_id` also REQUEST_ID_REUSED and
   * REQUEST_IN_PROGRESS; methods that take content also STORAGE_FULL and QUOTA_EXCEEDED. The comments
   * name what comes beyond. Idempotent methods may be repeated when the answer was lost.
   * </pre>
   */
  public static final class ArtifactServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<ArtifactServiceBlockingStub> {
    private ArtifactServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ArtifactServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ArtifactServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins an upload that can be resumed; a declared size reserves quota. Not idempotent unless
     * `request_id` is set. Errors: SIZE_LIMIT, ACCESS_DENIED, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.StartUploadResponse startUpload(dev.artigrid.client.impl.pb.StartUploadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStartUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how far an upload got. Idempotent. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetUploadResponse getUpload(dev.artigrid.client.impl.pb.GetUploadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds one piece at the persisted offset, for clients that cannot stream. Repeating a piece that was
     * taken answers OFFSET_MISMATCH with the persisted offset. Errors: UPLOAD_NOT_FOUND, UPLOAD_FENCED,
     * OFFSET_MISMATCH, CHECKSUM_MISMATCH, SIZE_MISMATCH, SIZE_LIMIT, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.AppendUploadResponse appendUpload(dev.artigrid.client.impl.pb.AppendUploadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAppendUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Commits what was uploaded. Idempotent: repeated, it gives the same answer. Errors:
     * UPLOAD_NOT_FOUND, UPLOAD_FENCED, CHECKSUM_MISMATCH, SIZE_MISMATCH, ACCESS_DENIED,
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CompleteUploadResponse completeUpload(dev.artigrid.client.impl.pb.CompleteUploadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCompleteUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives an upload up and frees its bytes. Repeated, it answers UPLOAD_NOT_FOUND. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CancelUploadResponse cancelUpload(dev.artigrid.client.impl.pb.CancelUploadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the caller's uploads that are not completed, newest first. Idempotent. Errors:
     * PAGE_TOKEN_INVALID.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListUploadsResponse listUploads(dev.artigrid.client.impl.pb.ListUploadsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListUploadsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams content out: one header, then chunks in order. Pinned to one version for its whole
     * length. Idempotent: broken, it is resumed by `version` and an offset. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE, RANGE_NOT_SATISFIABLE, DATA_CORRUPT,
     * IDLE_TIMEOUT.
     * </pre>
     */
    public java.util.Iterator<dev.artigrid.client.impl.pb.DownloadResponse> download(
        dev.artigrid.client.impl.pb.DownloadRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getDownloadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes an artifact of at most 1 MiB in one round trip. Not idempotent unless `request_id` is set.
     * Errors: SIZE_LIMIT, CHECKSUM_MISMATCH, ACCESS_DENIED, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CreateArtifactResponse createArtifact(dev.artigrid.client.impl.pb.CreateArtifactRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an artifact and at most 1 MiB of its content in one round trip. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE, RANGE_NOT_SATISFIABLE,
     * SIZE_LIMIT (what was asked for is more than 1 MiB), DATA_CORRUPT.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ReadArtifactResponse readArtifact(dev.artigrid.client.impl.pb.ReadArtifactRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getReadArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * CreateArtifact for at most 100 items and 3 MiB. Each item stands alone and has its own outcome,
     * in the order asked; what does not fit any more is SIZE_LIMIT. Not idempotent unless `request_id`
     * is set.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse batchCreateArtifacts(dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getBatchCreateArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * ReadArtifact for at most 100 items; an item whose content would take the answer over 3 MiB is
     * SIZE_LIMIT. Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.BatchReadArtifactsResponse batchReadArtifacts(dev.artigrid.client.impl.pb.BatchReadArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getBatchReadArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * DeleteArtifact for at most 100 items, each with its own outcome.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse batchDeleteArtifacts(dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getBatchDeleteArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an artifact's metadata. Idempotent. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetArtifactResponse getArtifact(dev.artigrid.client.impl.pb.GetArtifactRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists artifacts by file name bytes, then id. Idempotent. Errors: PAGE_TOKEN_INVALID,
     * ACCESS_DENIED, SESSION_NOT_FOUND, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListArtifactsResponse listArtifacts(dev.artigrid.client.impl.pb.ListArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes metadata, lifetime and, when `data` is set, content, in one atomic step. Idempotent with
     * an etag (a repetition answers ETAG_MISMATCH); without one the last commit wins, whole. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * CHECKSUM_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.UpdateArtifactResponse updateArtifact(dev.artigrid.client.impl.pb.UpdateArtifactRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Copies an artifact, within its scope or from a session to its user. Refused with ACCESS_DENIED:
     * one session to another, one user to another, anything to sandbox scope without the admin role.
     * Not idempotent unless `request_id` is set. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED, VERSION_GONE, ETAG_MISMATCH, SESSION_EXPIRED, DATA_CORRUPT.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CopyArtifactResponse copyArtifact(dev.artigrid.client.impl.pb.CopyArtifactRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCopyArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives an artifact another file name; id, owner and content stay. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.MoveArtifactResponse moveArtifact(dev.artigrid.client.impl.pb.MoveArtifactRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getMoveArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether an artifact is there and the caller may read it; what may not be seen is "no", not
     * an error. Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ArtifactExistsResponse artifactExists(dev.artigrid.client.impl.pb.ArtifactExistsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getArtifactExistsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes an artifact: gone at once, only downloads that are already running finish. A second call
     * answers ARTIFACT_NOT_FOUND unless `request_id` replays the first. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.DeleteArtifactResponse deleteArtifact(dev.artigrid.client.impl.pb.DeleteArtifactRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteArtifactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Signs a URL to read one version by, for a bounded time. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.PresignDownloadResponse presignDownload(dev.artigrid.client.impl.pb.PresignDownloadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPresignDownloadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Begins an upload whose bytes go to a signed URL. Not idempotent unless `request_id` is set. Errors
     * as StartUpload.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.PresignUploadResponse presignUpload(dev.artigrid.client.impl.pb.PresignUploadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPresignUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Signs URLs for parts of an upload that is too large for one PUT. Idempotent. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.PresignUploadPartsResponse presignUploadParts(dev.artigrid.client.impl.pb.PresignUploadPartsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPresignUploadPartsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Verifies what was put to signed URLs and commits it. Only the owner may. Idempotent: repeated, it
     * gives the same answer. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED, CHECKSUM_MISMATCH, SIZE_MISMATCH,
     * SIZE_LIMIT, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RegisterUploadResponse registerUpload(dev.artigrid.client.impl.pb.RegisterUploadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRegisterUploadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a link that anybody may read the artifact by. Not idempotent unless `request_id` is set.
     * Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CreateShareLinkResponse createShareLink(dev.artigrid.client.impl.pb.CreateShareLinkRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateShareLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the links of an artifact, newest first. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, PAGE_TOKEN_INVALID.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListShareLinksResponse listShareLinks(dev.artigrid.client.impl.pb.ListShareLinksRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListShareLinksMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends a link at once. Repeated, it answers LINK_NOT_FOUND. Errors: LINK_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RevokeShareLinkResponse revokeShareLink(dev.artigrid.client.impl.pb.RevokeShareLinkRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRevokeShareLinkMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service ArtifactService.
   * <pre>
   * Keeps artifacts: content with metadata, streamed in and out.
   * Every method has its own request and response message, so that fields can be added. A foreign
   * artifact of the caller's sandbox is ACCESS_DENIED, one of another sandbox ARTIFACT_NOT_FOUND, one
   * that expired within 24 hours ARTIFACT_EXPIRED. Any method may answer UNAUTHENTICATED,
   * INVALID_ARGUMENT, SIZE_LIMIT (an oversize message), BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED,
   * DEADLINE, CANCELLED, INTERNAL; methods that take a `request_id` also REQUEST_ID_REUSED and
   * REQUEST_IN_PROGRESS; methods that take content also STORAGE_FULL and QUOTA_EXCEEDED. The comments
   * name what comes beyond. Idempotent methods may be repeated when the answer was lost.
   * </pre>
   */
  public static final class ArtifactServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<ArtifactServiceFutureStub> {
    private ArtifactServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ArtifactServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ArtifactServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins an upload that can be resumed; a declared size reserves quota. Not idempotent unless
     * `request_id` is set. Errors: SIZE_LIMIT, ACCESS_DENIED, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.StartUploadResponse> startUpload(
        dev.artigrid.client.impl.pb.StartUploadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStartUploadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells how far an upload got. Idempotent. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.GetUploadResponse> getUpload(
        dev.artigrid.client.impl.pb.GetUploadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetUploadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Adds one piece at the persisted offset, for clients that cannot stream. Repeating a piece that was
     * taken answers OFFSET_MISMATCH with the persisted offset. Errors: UPLOAD_NOT_FOUND, UPLOAD_FENCED,
     * OFFSET_MISMATCH, CHECKSUM_MISMATCH, SIZE_MISMATCH, SIZE_LIMIT, ACCESS_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.AppendUploadResponse> appendUpload(
        dev.artigrid.client.impl.pb.AppendUploadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAppendUploadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Commits what was uploaded. Idempotent: repeated, it gives the same answer. Errors:
     * UPLOAD_NOT_FOUND, UPLOAD_FENCED, CHECKSUM_MISMATCH, SIZE_MISMATCH, ACCESS_DENIED,
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.CompleteUploadResponse> completeUpload(
        dev.artigrid.client.impl.pb.CompleteUploadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCompleteUploadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives an upload up and frees its bytes. Repeated, it answers UPLOAD_NOT_FOUND. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.CancelUploadResponse> cancelUpload(
        dev.artigrid.client.impl.pb.CancelUploadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelUploadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the caller's uploads that are not completed, newest first. Idempotent. Errors:
     * PAGE_TOKEN_INVALID.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ListUploadsResponse> listUploads(
        dev.artigrid.client.impl.pb.ListUploadsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListUploadsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes an artifact of at most 1 MiB in one round trip. Not idempotent unless `request_id` is set.
     * Errors: SIZE_LIMIT, CHECKSUM_MISMATCH, ACCESS_DENIED, SESSION_EXPIRED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.CreateArtifactResponse> createArtifact(
        dev.artigrid.client.impl.pb.CreateArtifactRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateArtifactMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads an artifact and at most 1 MiB of its content in one round trip. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE, RANGE_NOT_SATISFIABLE,
     * SIZE_LIMIT (what was asked for is more than 1 MiB), DATA_CORRUPT.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ReadArtifactResponse> readArtifact(
        dev.artigrid.client.impl.pb.ReadArtifactRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getReadArtifactMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * CreateArtifact for at most 100 items and 3 MiB. Each item stands alone and has its own outcome,
     * in the order asked; what does not fit any more is SIZE_LIMIT. Not idempotent unless `request_id`
     * is set.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse> batchCreateArtifacts(
        dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getBatchCreateArtifactsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * ReadArtifact for at most 100 items; an item whose content would take the answer over 3 MiB is
     * SIZE_LIMIT. Idempotent.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.BatchReadArtifactsResponse> batchReadArtifacts(
        dev.artigrid.client.impl.pb.BatchReadArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getBatchReadArtifactsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * DeleteArtifact for at most 100 items, each with its own outcome.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse> batchDeleteArtifacts(
        dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getBatchDeleteArtifactsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads an artifact's metadata. Idempotent. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.GetArtifactResponse> getArtifact(
        dev.artigrid.client.impl.pb.GetArtifactRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetArtifactMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists artifacts by file name bytes, then id. Idempotent. Errors: PAGE_TOKEN_INVALID,
     * ACCESS_DENIED, SESSION_NOT_FOUND, SESSION_EXPIRED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ListArtifactsResponse> listArtifacts(
        dev.artigrid.client.impl.pb.ListArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListArtifactsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes metadata, lifetime and, when `data` is set, content, in one atomic step. Idempotent with
     * an etag (a repetition answers ETAG_MISMATCH); without one the last commit wins, whole. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * CHECKSUM_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.UpdateArtifactResponse> updateArtifact(
        dev.artigrid.client.impl.pb.UpdateArtifactRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateArtifactMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Copies an artifact, within its scope or from a session to its user. Refused with ACCESS_DENIED:
     * one session to another, one user to another, anything to sandbox scope without the admin role.
     * Not idempotent unless `request_id` is set. Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED,
     * ACCESS_DENIED, VERSION_GONE, ETAG_MISMATCH, SESSION_EXPIRED, DATA_CORRUPT.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.CopyArtifactResponse> copyArtifact(
        dev.artigrid.client.impl.pb.CopyArtifactRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCopyArtifactMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives an artifact another file name; id, owner and content stay. Idempotent. Errors:
     * ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.MoveArtifactResponse> moveArtifact(
        dev.artigrid.client.impl.pb.MoveArtifactRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getMoveArtifactMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says whether an artifact is there and the caller may read it; what may not be seen is "no", not
     * an error. Idempotent.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ArtifactExistsResponse> artifactExists(
        dev.artigrid.client.impl.pb.ArtifactExistsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getArtifactExistsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes an artifact: gone at once, only downloads that are already running finish. A second call
     * answers ARTIFACT_NOT_FOUND unless `request_id` replays the first. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.DeleteArtifactResponse> deleteArtifact(
        dev.artigrid.client.impl.pb.DeleteArtifactRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteArtifactMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Signs a URL to read one version by, for a bounded time. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, VERSION_GONE.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.PresignDownloadResponse> presignDownload(
        dev.artigrid.client.impl.pb.PresignDownloadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPresignDownloadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Begins an upload whose bytes go to a signed URL. Not idempotent unless `request_id` is set. Errors
     * as StartUpload.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.PresignUploadResponse> presignUpload(
        dev.artigrid.client.impl.pb.PresignUploadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPresignUploadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Signs URLs for parts of an upload that is too large for one PUT. Idempotent. Errors:
     * UPLOAD_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.PresignUploadPartsResponse> presignUploadParts(
        dev.artigrid.client.impl.pb.PresignUploadPartsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPresignUploadPartsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Verifies what was put to signed URLs and commits it. Only the owner may. Idempotent: repeated, it
     * gives the same answer. Errors: UPLOAD_NOT_FOUND, ACCESS_DENIED, CHECKSUM_MISMATCH, SIZE_MISMATCH,
     * SIZE_LIMIT, ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ETAG_MISMATCH, SESSION_EXPIRED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.RegisterUploadResponse> registerUpload(
        dev.artigrid.client.impl.pb.RegisterUploadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRegisterUploadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes a link that anybody may read the artifact by. Not idempotent unless `request_id` is set.
     * Errors: ARTIFACT_NOT_FOUND, ARTIFACT_EXPIRED, ACCESS_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.CreateShareLinkResponse> createShareLink(
        dev.artigrid.client.impl.pb.CreateShareLinkRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateShareLinkMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the links of an artifact, newest first. Idempotent. Errors: ARTIFACT_NOT_FOUND,
     * ARTIFACT_EXPIRED, ACCESS_DENIED, PAGE_TOKEN_INVALID.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ListShareLinksResponse> listShareLinks(
        dev.artigrid.client.impl.pb.ListShareLinksRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListShareLinksMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends a link at once. Repeated, it answers LINK_NOT_FOUND. Errors: LINK_NOT_FOUND, ACCESS_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.RevokeShareLinkResponse> revokeShareLink(
        dev.artigrid.client.impl.pb.RevokeShareLinkRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRevokeShareLinkMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_START_UPLOAD = 0;
  private static final int METHODID_GET_UPLOAD = 1;
  private static final int METHODID_APPEND_UPLOAD = 2;
  private static final int METHODID_COMPLETE_UPLOAD = 3;
  private static final int METHODID_CANCEL_UPLOAD = 4;
  private static final int METHODID_LIST_UPLOADS = 5;
  private static final int METHODID_DOWNLOAD = 6;
  private static final int METHODID_CREATE_ARTIFACT = 7;
  private static final int METHODID_READ_ARTIFACT = 8;
  private static final int METHODID_BATCH_CREATE_ARTIFACTS = 9;
  private static final int METHODID_BATCH_READ_ARTIFACTS = 10;
  private static final int METHODID_BATCH_DELETE_ARTIFACTS = 11;
  private static final int METHODID_GET_ARTIFACT = 12;
  private static final int METHODID_LIST_ARTIFACTS = 13;
  private static final int METHODID_UPDATE_ARTIFACT = 14;
  private static final int METHODID_COPY_ARTIFACT = 15;
  private static final int METHODID_MOVE_ARTIFACT = 16;
  private static final int METHODID_ARTIFACT_EXISTS = 17;
  private static final int METHODID_DELETE_ARTIFACT = 18;
  private static final int METHODID_PRESIGN_DOWNLOAD = 19;
  private static final int METHODID_PRESIGN_UPLOAD = 20;
  private static final int METHODID_PRESIGN_UPLOAD_PARTS = 21;
  private static final int METHODID_REGISTER_UPLOAD = 22;
  private static final int METHODID_CREATE_SHARE_LINK = 23;
  private static final int METHODID_LIST_SHARE_LINKS = 24;
  private static final int METHODID_REVOKE_SHARE_LINK = 25;
  private static final int METHODID_UPLOAD = 26;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_START_UPLOAD:
          serviceImpl.startUpload((dev.artigrid.client.impl.pb.StartUploadRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.StartUploadResponse>) responseObserver);
          break;
        case METHODID_GET_UPLOAD:
          serviceImpl.getUpload((dev.artigrid.client.impl.pb.GetUploadRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetUploadResponse>) responseObserver);
          break;
        case METHODID_APPEND_UPLOAD:
          serviceImpl.appendUpload((dev.artigrid.client.impl.pb.AppendUploadRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.AppendUploadResponse>) responseObserver);
          break;
        case METHODID_COMPLETE_UPLOAD:
          serviceImpl.completeUpload((dev.artigrid.client.impl.pb.CompleteUploadRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CompleteUploadResponse>) responseObserver);
          break;
        case METHODID_CANCEL_UPLOAD:
          serviceImpl.cancelUpload((dev.artigrid.client.impl.pb.CancelUploadRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CancelUploadResponse>) responseObserver);
          break;
        case METHODID_LIST_UPLOADS:
          serviceImpl.listUploads((dev.artigrid.client.impl.pb.ListUploadsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListUploadsResponse>) responseObserver);
          break;
        case METHODID_DOWNLOAD:
          serviceImpl.download((dev.artigrid.client.impl.pb.DownloadRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DownloadResponse>) responseObserver);
          break;
        case METHODID_CREATE_ARTIFACT:
          serviceImpl.createArtifact((dev.artigrid.client.impl.pb.CreateArtifactRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateArtifactResponse>) responseObserver);
          break;
        case METHODID_READ_ARTIFACT:
          serviceImpl.readArtifact((dev.artigrid.client.impl.pb.ReadArtifactRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ReadArtifactResponse>) responseObserver);
          break;
        case METHODID_BATCH_CREATE_ARTIFACTS:
          serviceImpl.batchCreateArtifacts((dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse>) responseObserver);
          break;
        case METHODID_BATCH_READ_ARTIFACTS:
          serviceImpl.batchReadArtifacts((dev.artigrid.client.impl.pb.BatchReadArtifactsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.BatchReadArtifactsResponse>) responseObserver);
          break;
        case METHODID_BATCH_DELETE_ARTIFACTS:
          serviceImpl.batchDeleteArtifacts((dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse>) responseObserver);
          break;
        case METHODID_GET_ARTIFACT:
          serviceImpl.getArtifact((dev.artigrid.client.impl.pb.GetArtifactRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetArtifactResponse>) responseObserver);
          break;
        case METHODID_LIST_ARTIFACTS:
          serviceImpl.listArtifacts((dev.artigrid.client.impl.pb.ListArtifactsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListArtifactsResponse>) responseObserver);
          break;
        case METHODID_UPDATE_ARTIFACT:
          serviceImpl.updateArtifact((dev.artigrid.client.impl.pb.UpdateArtifactRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UpdateArtifactResponse>) responseObserver);
          break;
        case METHODID_COPY_ARTIFACT:
          serviceImpl.copyArtifact((dev.artigrid.client.impl.pb.CopyArtifactRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CopyArtifactResponse>) responseObserver);
          break;
        case METHODID_MOVE_ARTIFACT:
          serviceImpl.moveArtifact((dev.artigrid.client.impl.pb.MoveArtifactRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.MoveArtifactResponse>) responseObserver);
          break;
        case METHODID_ARTIFACT_EXISTS:
          serviceImpl.artifactExists((dev.artigrid.client.impl.pb.ArtifactExistsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ArtifactExistsResponse>) responseObserver);
          break;
        case METHODID_DELETE_ARTIFACT:
          serviceImpl.deleteArtifact((dev.artigrid.client.impl.pb.DeleteArtifactRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DeleteArtifactResponse>) responseObserver);
          break;
        case METHODID_PRESIGN_DOWNLOAD:
          serviceImpl.presignDownload((dev.artigrid.client.impl.pb.PresignDownloadRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.PresignDownloadResponse>) responseObserver);
          break;
        case METHODID_PRESIGN_UPLOAD:
          serviceImpl.presignUpload((dev.artigrid.client.impl.pb.PresignUploadRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.PresignUploadResponse>) responseObserver);
          break;
        case METHODID_PRESIGN_UPLOAD_PARTS:
          serviceImpl.presignUploadParts((dev.artigrid.client.impl.pb.PresignUploadPartsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.PresignUploadPartsResponse>) responseObserver);
          break;
        case METHODID_REGISTER_UPLOAD:
          serviceImpl.registerUpload((dev.artigrid.client.impl.pb.RegisterUploadRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RegisterUploadResponse>) responseObserver);
          break;
        case METHODID_CREATE_SHARE_LINK:
          serviceImpl.createShareLink((dev.artigrid.client.impl.pb.CreateShareLinkRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateShareLinkResponse>) responseObserver);
          break;
        case METHODID_LIST_SHARE_LINKS:
          serviceImpl.listShareLinks((dev.artigrid.client.impl.pb.ListShareLinksRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListShareLinksResponse>) responseObserver);
          break;
        case METHODID_REVOKE_SHARE_LINK:
          serviceImpl.revokeShareLink((dev.artigrid.client.impl.pb.RevokeShareLinkRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RevokeShareLinkResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_UPLOAD:
          return (io.grpc.stub.StreamObserver<Req>) serviceImpl.upload(
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UploadResponse>) responseObserver);
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getUploadMethod(),
          io.grpc.stub.ServerCalls.asyncClientStreamingCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.UploadRequest,
              dev.artigrid.client.impl.pb.UploadResponse>(
                service, METHODID_UPLOAD)))
        .addMethod(
          getStartUploadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.StartUploadRequest,
              dev.artigrid.client.impl.pb.StartUploadResponse>(
                service, METHODID_START_UPLOAD)))
        .addMethod(
          getGetUploadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.GetUploadRequest,
              dev.artigrid.client.impl.pb.GetUploadResponse>(
                service, METHODID_GET_UPLOAD)))
        .addMethod(
          getAppendUploadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.AppendUploadRequest,
              dev.artigrid.client.impl.pb.AppendUploadResponse>(
                service, METHODID_APPEND_UPLOAD)))
        .addMethod(
          getCompleteUploadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.CompleteUploadRequest,
              dev.artigrid.client.impl.pb.CompleteUploadResponse>(
                service, METHODID_COMPLETE_UPLOAD)))
        .addMethod(
          getCancelUploadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.CancelUploadRequest,
              dev.artigrid.client.impl.pb.CancelUploadResponse>(
                service, METHODID_CANCEL_UPLOAD)))
        .addMethod(
          getListUploadsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ListUploadsRequest,
              dev.artigrid.client.impl.pb.ListUploadsResponse>(
                service, METHODID_LIST_UPLOADS)))
        .addMethod(
          getDownloadMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.DownloadRequest,
              dev.artigrid.client.impl.pb.DownloadResponse>(
                service, METHODID_DOWNLOAD)))
        .addMethod(
          getCreateArtifactMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.CreateArtifactRequest,
              dev.artigrid.client.impl.pb.CreateArtifactResponse>(
                service, METHODID_CREATE_ARTIFACT)))
        .addMethod(
          getReadArtifactMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ReadArtifactRequest,
              dev.artigrid.client.impl.pb.ReadArtifactResponse>(
                service, METHODID_READ_ARTIFACT)))
        .addMethod(
          getBatchCreateArtifactsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest,
              dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse>(
                service, METHODID_BATCH_CREATE_ARTIFACTS)))
        .addMethod(
          getBatchReadArtifactsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.BatchReadArtifactsRequest,
              dev.artigrid.client.impl.pb.BatchReadArtifactsResponse>(
                service, METHODID_BATCH_READ_ARTIFACTS)))
        .addMethod(
          getBatchDeleteArtifactsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest,
              dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse>(
                service, METHODID_BATCH_DELETE_ARTIFACTS)))
        .addMethod(
          getGetArtifactMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.GetArtifactRequest,
              dev.artigrid.client.impl.pb.GetArtifactResponse>(
                service, METHODID_GET_ARTIFACT)))
        .addMethod(
          getListArtifactsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ListArtifactsRequest,
              dev.artigrid.client.impl.pb.ListArtifactsResponse>(
                service, METHODID_LIST_ARTIFACTS)))
        .addMethod(
          getUpdateArtifactMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.UpdateArtifactRequest,
              dev.artigrid.client.impl.pb.UpdateArtifactResponse>(
                service, METHODID_UPDATE_ARTIFACT)))
        .addMethod(
          getCopyArtifactMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.CopyArtifactRequest,
              dev.artigrid.client.impl.pb.CopyArtifactResponse>(
                service, METHODID_COPY_ARTIFACT)))
        .addMethod(
          getMoveArtifactMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.MoveArtifactRequest,
              dev.artigrid.client.impl.pb.MoveArtifactResponse>(
                service, METHODID_MOVE_ARTIFACT)))
        .addMethod(
          getArtifactExistsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ArtifactExistsRequest,
              dev.artigrid.client.impl.pb.ArtifactExistsResponse>(
                service, METHODID_ARTIFACT_EXISTS)))
        .addMethod(
          getDeleteArtifactMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.DeleteArtifactRequest,
              dev.artigrid.client.impl.pb.DeleteArtifactResponse>(
                service, METHODID_DELETE_ARTIFACT)))
        .addMethod(
          getPresignDownloadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.PresignDownloadRequest,
              dev.artigrid.client.impl.pb.PresignDownloadResponse>(
                service, METHODID_PRESIGN_DOWNLOAD)))
        .addMethod(
          getPresignUploadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.PresignUploadRequest,
              dev.artigrid.client.impl.pb.PresignUploadResponse>(
                service, METHODID_PRESIGN_UPLOAD)))
        .addMethod(
          getPresignUploadPartsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.PresignUploadPartsRequest,
              dev.artigrid.client.impl.pb.PresignUploadPartsResponse>(
                service, METHODID_PRESIGN_UPLOAD_PARTS)))
        .addMethod(
          getRegisterUploadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.RegisterUploadRequest,
              dev.artigrid.client.impl.pb.RegisterUploadResponse>(
                service, METHODID_REGISTER_UPLOAD)))
        .addMethod(
          getCreateShareLinkMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.CreateShareLinkRequest,
              dev.artigrid.client.impl.pb.CreateShareLinkResponse>(
                service, METHODID_CREATE_SHARE_LINK)))
        .addMethod(
          getListShareLinksMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ListShareLinksRequest,
              dev.artigrid.client.impl.pb.ListShareLinksResponse>(
                service, METHODID_LIST_SHARE_LINKS)))
        .addMethod(
          getRevokeShareLinkMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.RevokeShareLinkRequest,
              dev.artigrid.client.impl.pb.RevokeShareLinkResponse>(
                service, METHODID_REVOKE_SHARE_LINK)))
        .build();
  }

  private static abstract class ArtifactServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    ArtifactServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.artigrid.client.impl.pb.ArtifactServiceOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("ArtifactService");
    }
  }

  private static final class ArtifactServiceFileDescriptorSupplier
      extends ArtifactServiceBaseDescriptorSupplier {
    ArtifactServiceFileDescriptorSupplier() {}
  }

  private static final class ArtifactServiceMethodDescriptorSupplier
      extends ArtifactServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    ArtifactServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (ArtifactServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new ArtifactServiceFileDescriptorSupplier())
              .addMethod(getUploadMethod())
              .addMethod(getStartUploadMethod())
              .addMethod(getGetUploadMethod())
              .addMethod(getAppendUploadMethod())
              .addMethod(getCompleteUploadMethod())
              .addMethod(getCancelUploadMethod())
              .addMethod(getListUploadsMethod())
              .addMethod(getDownloadMethod())
              .addMethod(getCreateArtifactMethod())
              .addMethod(getReadArtifactMethod())
              .addMethod(getBatchCreateArtifactsMethod())
              .addMethod(getBatchReadArtifactsMethod())
              .addMethod(getBatchDeleteArtifactsMethod())
              .addMethod(getGetArtifactMethod())
              .addMethod(getListArtifactsMethod())
              .addMethod(getUpdateArtifactMethod())
              .addMethod(getCopyArtifactMethod())
              .addMethod(getMoveArtifactMethod())
              .addMethod(getArtifactExistsMethod())
              .addMethod(getDeleteArtifactMethod())
              .addMethod(getPresignDownloadMethod())
              .addMethod(getPresignUploadMethod())
              .addMethod(getPresignUploadPartsMethod())
              .addMethod(getRegisterUploadMethod())
              .addMethod(getCreateShareLinkMethod())
              .addMethod(getListShareLinksMethod())
              .addMethod(getRevokeShareLinkMethod())
              .build();
        }
      }
    }
    return result;
  }
}
