package dev.artigrid.client.impl.pb;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Looks after the server. GetCapabilities is for every caller.
 * "Admin" below: the admin role, for its own sandbox. "Operator": the operator role, for any
 * sandbox named in the request's `sandbox_id`, which only an operator may set; others get
 * ACCESS_DENIED. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
 * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL; the comments name what
 * comes beyond.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AdminServiceGrpc {

  private AdminServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "artigrid.v1.AdminService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetCapabilitiesRequest,
      dev.artigrid.client.impl.pb.GetCapabilitiesResponse> getGetCapabilitiesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetCapabilities",
      requestType = dev.artigrid.client.impl.pb.GetCapabilitiesRequest.class,
      responseType = dev.artigrid.client.impl.pb.GetCapabilitiesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetCapabilitiesRequest,
      dev.artigrid.client.impl.pb.GetCapabilitiesResponse> getGetCapabilitiesMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetCapabilitiesRequest, dev.artigrid.client.impl.pb.GetCapabilitiesResponse> getGetCapabilitiesMethod;
    if ((getGetCapabilitiesMethod = AdminServiceGrpc.getGetCapabilitiesMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getGetCapabilitiesMethod = AdminServiceGrpc.getGetCapabilitiesMethod) == null) {
          AdminServiceGrpc.getGetCapabilitiesMethod = getGetCapabilitiesMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.GetCapabilitiesRequest, dev.artigrid.client.impl.pb.GetCapabilitiesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetCapabilities"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetCapabilitiesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetCapabilitiesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("GetCapabilities"))
              .build();
        }
      }
    }
    return getGetCapabilitiesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetStatsRequest,
      dev.artigrid.client.impl.pb.GetStatsResponse> getGetStatsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetStats",
      requestType = dev.artigrid.client.impl.pb.GetStatsRequest.class,
      responseType = dev.artigrid.client.impl.pb.GetStatsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetStatsRequest,
      dev.artigrid.client.impl.pb.GetStatsResponse> getGetStatsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetStatsRequest, dev.artigrid.client.impl.pb.GetStatsResponse> getGetStatsMethod;
    if ((getGetStatsMethod = AdminServiceGrpc.getGetStatsMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getGetStatsMethod = AdminServiceGrpc.getGetStatsMethod) == null) {
          AdminServiceGrpc.getGetStatsMethod = getGetStatsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.GetStatsRequest, dev.artigrid.client.impl.pb.GetStatsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetStats"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetStatsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetStatsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("GetStats"))
              .build();
        }
      }
    }
    return getGetStatsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ValidateConfigurationRequest,
      dev.artigrid.client.impl.pb.ValidateConfigurationResponse> getValidateConfigurationMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ValidateConfiguration",
      requestType = dev.artigrid.client.impl.pb.ValidateConfigurationRequest.class,
      responseType = dev.artigrid.client.impl.pb.ValidateConfigurationResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ValidateConfigurationRequest,
      dev.artigrid.client.impl.pb.ValidateConfigurationResponse> getValidateConfigurationMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ValidateConfigurationRequest, dev.artigrid.client.impl.pb.ValidateConfigurationResponse> getValidateConfigurationMethod;
    if ((getValidateConfigurationMethod = AdminServiceGrpc.getValidateConfigurationMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getValidateConfigurationMethod = AdminServiceGrpc.getValidateConfigurationMethod) == null) {
          AdminServiceGrpc.getValidateConfigurationMethod = getValidateConfigurationMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ValidateConfigurationRequest, dev.artigrid.client.impl.pb.ValidateConfigurationResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ValidateConfiguration"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ValidateConfigurationRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ValidateConfigurationResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("ValidateConfiguration"))
              .build();
        }
      }
    }
    return getValidateConfigurationMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.SweepRequest,
      dev.artigrid.client.impl.pb.SweepResponse> getSweepMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Sweep",
      requestType = dev.artigrid.client.impl.pb.SweepRequest.class,
      responseType = dev.artigrid.client.impl.pb.SweepResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.SweepRequest,
      dev.artigrid.client.impl.pb.SweepResponse> getSweepMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.SweepRequest, dev.artigrid.client.impl.pb.SweepResponse> getSweepMethod;
    if ((getSweepMethod = AdminServiceGrpc.getSweepMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getSweepMethod = AdminServiceGrpc.getSweepMethod) == null) {
          AdminServiceGrpc.getSweepMethod = getSweepMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.SweepRequest, dev.artigrid.client.impl.pb.SweepResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Sweep"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.SweepRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.SweepResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("Sweep"))
              .build();
        }
      }
    }
    return getSweepMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ScrubRequest,
      dev.artigrid.client.impl.pb.ScrubResponse> getScrubMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Scrub",
      requestType = dev.artigrid.client.impl.pb.ScrubRequest.class,
      responseType = dev.artigrid.client.impl.pb.ScrubResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ScrubRequest,
      dev.artigrid.client.impl.pb.ScrubResponse> getScrubMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ScrubRequest, dev.artigrid.client.impl.pb.ScrubResponse> getScrubMethod;
    if ((getScrubMethod = AdminServiceGrpc.getScrubMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getScrubMethod = AdminServiceGrpc.getScrubMethod) == null) {
          AdminServiceGrpc.getScrubMethod = getScrubMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ScrubRequest, dev.artigrid.client.impl.pb.ScrubResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Scrub"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ScrubRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ScrubResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("Scrub"))
              .build();
        }
      }
    }
    return getScrubMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.AdoptStoreRequest,
      dev.artigrid.client.impl.pb.AdoptStoreResponse> getAdoptStoreMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AdoptStore",
      requestType = dev.artigrid.client.impl.pb.AdoptStoreRequest.class,
      responseType = dev.artigrid.client.impl.pb.AdoptStoreResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.AdoptStoreRequest,
      dev.artigrid.client.impl.pb.AdoptStoreResponse> getAdoptStoreMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.AdoptStoreRequest, dev.artigrid.client.impl.pb.AdoptStoreResponse> getAdoptStoreMethod;
    if ((getAdoptStoreMethod = AdminServiceGrpc.getAdoptStoreMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getAdoptStoreMethod = AdminServiceGrpc.getAdoptStoreMethod) == null) {
          AdminServiceGrpc.getAdoptStoreMethod = getAdoptStoreMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.AdoptStoreRequest, dev.artigrid.client.impl.pb.AdoptStoreResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AdoptStore"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.AdoptStoreRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.AdoptStoreResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("AdoptStore"))
              .build();
        }
      }
    }
    return getAdoptStoreMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.EraseUserRequest,
      dev.artigrid.client.impl.pb.EraseUserResponse> getEraseUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "EraseUser",
      requestType = dev.artigrid.client.impl.pb.EraseUserRequest.class,
      responseType = dev.artigrid.client.impl.pb.EraseUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.EraseUserRequest,
      dev.artigrid.client.impl.pb.EraseUserResponse> getEraseUserMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.EraseUserRequest, dev.artigrid.client.impl.pb.EraseUserResponse> getEraseUserMethod;
    if ((getEraseUserMethod = AdminServiceGrpc.getEraseUserMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getEraseUserMethod = AdminServiceGrpc.getEraseUserMethod) == null) {
          AdminServiceGrpc.getEraseUserMethod = getEraseUserMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.EraseUserRequest, dev.artigrid.client.impl.pb.EraseUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "EraseUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.EraseUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.EraseUserResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("EraseUser"))
              .build();
        }
      }
    }
    return getEraseUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetUsageRequest,
      dev.artigrid.client.impl.pb.GetUsageResponse> getGetUsageMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetUsage",
      requestType = dev.artigrid.client.impl.pb.GetUsageRequest.class,
      responseType = dev.artigrid.client.impl.pb.GetUsageResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetUsageRequest,
      dev.artigrid.client.impl.pb.GetUsageResponse> getGetUsageMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetUsageRequest, dev.artigrid.client.impl.pb.GetUsageResponse> getGetUsageMethod;
    if ((getGetUsageMethod = AdminServiceGrpc.getGetUsageMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getGetUsageMethod = AdminServiceGrpc.getGetUsageMethod) == null) {
          AdminServiceGrpc.getGetUsageMethod = getGetUsageMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.GetUsageRequest, dev.artigrid.client.impl.pb.GetUsageResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetUsage"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetUsageRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetUsageResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("GetUsage"))
              .build();
        }
      }
    }
    return getGetUsageMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.SetQuotaRequest,
      dev.artigrid.client.impl.pb.SetQuotaResponse> getSetQuotaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetQuota",
      requestType = dev.artigrid.client.impl.pb.SetQuotaRequest.class,
      responseType = dev.artigrid.client.impl.pb.SetQuotaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.SetQuotaRequest,
      dev.artigrid.client.impl.pb.SetQuotaResponse> getSetQuotaMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.SetQuotaRequest, dev.artigrid.client.impl.pb.SetQuotaResponse> getSetQuotaMethod;
    if ((getSetQuotaMethod = AdminServiceGrpc.getSetQuotaMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getSetQuotaMethod = AdminServiceGrpc.getSetQuotaMethod) == null) {
          AdminServiceGrpc.getSetQuotaMethod = getSetQuotaMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.SetQuotaRequest, dev.artigrid.client.impl.pb.SetQuotaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetQuota"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.SetQuotaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.SetQuotaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("SetQuota"))
              .build();
        }
      }
    }
    return getSetQuotaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListQuotasRequest,
      dev.artigrid.client.impl.pb.ListQuotasResponse> getListQuotasMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListQuotas",
      requestType = dev.artigrid.client.impl.pb.ListQuotasRequest.class,
      responseType = dev.artigrid.client.impl.pb.ListQuotasResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListQuotasRequest,
      dev.artigrid.client.impl.pb.ListQuotasResponse> getListQuotasMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListQuotasRequest, dev.artigrid.client.impl.pb.ListQuotasResponse> getListQuotasMethod;
    if ((getListQuotasMethod = AdminServiceGrpc.getListQuotasMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getListQuotasMethod = AdminServiceGrpc.getListQuotasMethod) == null) {
          AdminServiceGrpc.getListQuotasMethod = getListQuotasMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ListQuotasRequest, dev.artigrid.client.impl.pb.ListQuotasResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListQuotas"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListQuotasRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListQuotasResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("ListQuotas"))
              .build();
        }
      }
    }
    return getListQuotasMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DeleteQuotaRequest,
      dev.artigrid.client.impl.pb.DeleteQuotaResponse> getDeleteQuotaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteQuota",
      requestType = dev.artigrid.client.impl.pb.DeleteQuotaRequest.class,
      responseType = dev.artigrid.client.impl.pb.DeleteQuotaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DeleteQuotaRequest,
      dev.artigrid.client.impl.pb.DeleteQuotaResponse> getDeleteQuotaMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DeleteQuotaRequest, dev.artigrid.client.impl.pb.DeleteQuotaResponse> getDeleteQuotaMethod;
    if ((getDeleteQuotaMethod = AdminServiceGrpc.getDeleteQuotaMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getDeleteQuotaMethod = AdminServiceGrpc.getDeleteQuotaMethod) == null) {
          AdminServiceGrpc.getDeleteQuotaMethod = getDeleteQuotaMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.DeleteQuotaRequest, dev.artigrid.client.impl.pb.DeleteQuotaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteQuota"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.DeleteQuotaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.DeleteQuotaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("DeleteQuota"))
              .build();
        }
      }
    }
    return getDeleteQuotaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListAuditEventsRequest,
      dev.artigrid.client.impl.pb.ListAuditEventsResponse> getListAuditEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListAuditEvents",
      requestType = dev.artigrid.client.impl.pb.ListAuditEventsRequest.class,
      responseType = dev.artigrid.client.impl.pb.ListAuditEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListAuditEventsRequest,
      dev.artigrid.client.impl.pb.ListAuditEventsResponse> getListAuditEventsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListAuditEventsRequest, dev.artigrid.client.impl.pb.ListAuditEventsResponse> getListAuditEventsMethod;
    if ((getListAuditEventsMethod = AdminServiceGrpc.getListAuditEventsMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getListAuditEventsMethod = AdminServiceGrpc.getListAuditEventsMethod) == null) {
          AdminServiceGrpc.getListAuditEventsMethod = getListAuditEventsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ListAuditEventsRequest, dev.artigrid.client.impl.pb.ListAuditEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListAuditEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListAuditEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListAuditEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("ListAuditEvents"))
              .build();
        }
      }
    }
    return getListAuditEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateApiKeyRequest,
      dev.artigrid.client.impl.pb.CreateApiKeyResponse> getCreateApiKeyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateApiKey",
      requestType = dev.artigrid.client.impl.pb.CreateApiKeyRequest.class,
      responseType = dev.artigrid.client.impl.pb.CreateApiKeyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateApiKeyRequest,
      dev.artigrid.client.impl.pb.CreateApiKeyResponse> getCreateApiKeyMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateApiKeyRequest, dev.artigrid.client.impl.pb.CreateApiKeyResponse> getCreateApiKeyMethod;
    if ((getCreateApiKeyMethod = AdminServiceGrpc.getCreateApiKeyMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getCreateApiKeyMethod = AdminServiceGrpc.getCreateApiKeyMethod) == null) {
          AdminServiceGrpc.getCreateApiKeyMethod = getCreateApiKeyMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.CreateApiKeyRequest, dev.artigrid.client.impl.pb.CreateApiKeyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateApiKey"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CreateApiKeyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CreateApiKeyResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("CreateApiKey"))
              .build();
        }
      }
    }
    return getCreateApiKeyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListApiKeysRequest,
      dev.artigrid.client.impl.pb.ListApiKeysResponse> getListApiKeysMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListApiKeys",
      requestType = dev.artigrid.client.impl.pb.ListApiKeysRequest.class,
      responseType = dev.artigrid.client.impl.pb.ListApiKeysResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListApiKeysRequest,
      dev.artigrid.client.impl.pb.ListApiKeysResponse> getListApiKeysMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListApiKeysRequest, dev.artigrid.client.impl.pb.ListApiKeysResponse> getListApiKeysMethod;
    if ((getListApiKeysMethod = AdminServiceGrpc.getListApiKeysMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getListApiKeysMethod = AdminServiceGrpc.getListApiKeysMethod) == null) {
          AdminServiceGrpc.getListApiKeysMethod = getListApiKeysMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ListApiKeysRequest, dev.artigrid.client.impl.pb.ListApiKeysResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListApiKeys"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListApiKeysRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListApiKeysResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("ListApiKeys"))
              .build();
        }
      }
    }
    return getListApiKeysMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RevokeApiKeyRequest,
      dev.artigrid.client.impl.pb.RevokeApiKeyResponse> getRevokeApiKeyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RevokeApiKey",
      requestType = dev.artigrid.client.impl.pb.RevokeApiKeyRequest.class,
      responseType = dev.artigrid.client.impl.pb.RevokeApiKeyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RevokeApiKeyRequest,
      dev.artigrid.client.impl.pb.RevokeApiKeyResponse> getRevokeApiKeyMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RevokeApiKeyRequest, dev.artigrid.client.impl.pb.RevokeApiKeyResponse> getRevokeApiKeyMethod;
    if ((getRevokeApiKeyMethod = AdminServiceGrpc.getRevokeApiKeyMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getRevokeApiKeyMethod = AdminServiceGrpc.getRevokeApiKeyMethod) == null) {
          AdminServiceGrpc.getRevokeApiKeyMethod = getRevokeApiKeyMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.RevokeApiKeyRequest, dev.artigrid.client.impl.pb.RevokeApiKeyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RevokeApiKey"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RevokeApiKeyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RevokeApiKeyResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("RevokeApiKey"))
              .build();
        }
      }
    }
    return getRevokeApiKeyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RotateSigningKeysRequest,
      dev.artigrid.client.impl.pb.RotateSigningKeysResponse> getRotateSigningKeysMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RotateSigningKeys",
      requestType = dev.artigrid.client.impl.pb.RotateSigningKeysRequest.class,
      responseType = dev.artigrid.client.impl.pb.RotateSigningKeysResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RotateSigningKeysRequest,
      dev.artigrid.client.impl.pb.RotateSigningKeysResponse> getRotateSigningKeysMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RotateSigningKeysRequest, dev.artigrid.client.impl.pb.RotateSigningKeysResponse> getRotateSigningKeysMethod;
    if ((getRotateSigningKeysMethod = AdminServiceGrpc.getRotateSigningKeysMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getRotateSigningKeysMethod = AdminServiceGrpc.getRotateSigningKeysMethod) == null) {
          AdminServiceGrpc.getRotateSigningKeysMethod = getRotateSigningKeysMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.RotateSigningKeysRequest, dev.artigrid.client.impl.pb.RotateSigningKeysResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RotateSigningKeys"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RotateSigningKeysRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RotateSigningKeysResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("RotateSigningKeys"))
              .build();
        }
      }
    }
    return getRotateSigningKeysMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AdminServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceStub>() {
        @java.lang.Override
        public AdminServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceStub(channel, callOptions);
        }
      };
    return AdminServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AdminServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingV2Stub>() {
        @java.lang.Override
        public AdminServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AdminServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AdminServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingStub>() {
        @java.lang.Override
        public AdminServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceBlockingStub(channel, callOptions);
        }
      };
    return AdminServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AdminServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceFutureStub>() {
        @java.lang.Override
        public AdminServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceFutureStub(channel, callOptions);
        }
      };
    return AdminServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Looks after the server. GetCapabilities is for every caller.
   * "Admin" below: the admin role, for its own sandbox. "Operator": the operator role, for any
   * sandbox named in the request's `sandbox_id`, which only an operator may set; others get
   * ACCESS_DENIED. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL; the comments name what
   * comes beyond.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * What this server is, its limits, its features, and who it takes the caller for. For all.
     * Idempotent.
     * </pre>
     */
    default void getCapabilities(dev.artigrid.client.impl.pb.GetCapabilitiesRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetCapabilitiesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetCapabilitiesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Figures of a sandbox, or of the whole server. Admin; operator. Idempotent. Counted when it is
     * asked, by a pass over all rows: not for every second.
     * </pre>
     */
    default void getStats(dev.artigrid.client.impl.pb.GetStatsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetStatsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetStatsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Checks the running configuration by trying each dependency: something is written,
     * read back and deleted. Operator. Idempotent.
     * </pre>
     */
    default void validateConfiguration(dev.artigrid.client.impl.pb.ValidateConfigurationRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ValidateConfigurationResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getValidateConfigurationMethod(), responseObserver);
    }

    /**
     * <pre>
     * Frees what is expired, abandoned or orphaned: one bounded step, call again while there is a
     * token. Operator. Repeatable without harm. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    default void sweep(dev.artigrid.client.impl.pb.SweepRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.SweepResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSweepMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads stored content and compares checksums: one bounded step, call again while there is a token.
     * Changes nothing. Operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    default void scrub(dev.artigrid.client.impl.pb.ScrubRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ScrubResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getScrubMethod(), responseObserver);
    }

    /**
     * <pre>
     * Takes over a store that carries another catalog's mark, as after a restore. Operator. Idempotent.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void adoptStore(dev.artigrid.client.impl.pb.AdoptStoreRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.AdoptStoreResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAdoptStoreMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes all that belongs to a user: artifacts, sessions, links; one bounded step, call again
     * while `done` is false. Admin; operator. Repeatable without harm. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    default void eraseUser(dev.artigrid.client.impl.pb.EraseUserRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.EraseUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getEraseUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * What is used of quotas. Admin; operator. Idempotent. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void getUsage(dev.artigrid.client.impl.pb.GetUsageRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetUsageResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetUsageMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets a quota of a user or session (admin) or of a sandbox (operator). Idempotent. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void setQuota(dev.artigrid.client.impl.pb.SetQuotaRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.SetQuotaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetQuotaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists quotas. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void listQuotas(dev.artigrid.client.impl.pb.ListQuotasRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListQuotasResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListQuotasMethod(), responseObserver);
    }

    /**
     * <pre>
     * Removes a quota. Admin; operator. Errors: QUOTA_NOT_FOUND. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    default void deleteQuota(dev.artigrid.client.impl.pb.DeleteQuotaRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DeleteQuotaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteQuotaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists who did what, newest first. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listAuditEvents(dev.artigrid.client.impl.pb.ListAuditEventsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListAuditEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListAuditEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes an API key. Admin up to the admin role; operator any. Not idempotent unless `request_id` is
     * set. Errors: REQUEST_ID_REUSED, REQUEST_IN_PROGRESS. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void createApiKey(dev.artigrid.client.impl.pb.CreateApiKeyRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateApiKeyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateApiKeyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists API keys, without their secrets. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listApiKeys(dev.artigrid.client.impl.pb.ListApiKeysRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListApiKeysResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListApiKeysMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends an API key at once. Admin; operator. Repeatable without harm. Errors: KEY_NOT_FOUND. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void revokeApiKey(dev.artigrid.client.impl.pb.RevokeApiKeyRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RevokeApiKeyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRevokeApiKeyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes a new key for signed URLs; the old one verifies for as long as the longest URL lives.
     * Operator. Each call rotates again.
     * </pre>
     */
    default void rotateSigningKeys(dev.artigrid.client.impl.pb.RotateSigningKeysRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RotateSigningKeysResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRotateSigningKeysMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AdminService.
   * <pre>
   * Looks after the server. GetCapabilities is for every caller.
   * "Admin" below: the admin role, for its own sandbox. "Operator": the operator role, for any
   * sandbox named in the request's `sandbox_id`, which only an operator may set; others get
   * ACCESS_DENIED. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL; the comments name what
   * comes beyond.
   * </pre>
   */
  public static abstract class AdminServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AdminServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AdminService.
   * <pre>
   * Looks after the server. GetCapabilities is for every caller.
   * "Admin" below: the admin role, for its own sandbox. "Operator": the operator role, for any
   * sandbox named in the request's `sandbox_id`, which only an operator may set; others get
   * ACCESS_DENIED. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL; the comments name what
   * comes beyond.
   * </pre>
   */
  public static final class AdminServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AdminServiceStub> {
    private AdminServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * What this server is, its limits, its features, and who it takes the caller for. For all.
     * Idempotent.
     * </pre>
     */
    public void getCapabilities(dev.artigrid.client.impl.pb.GetCapabilitiesRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetCapabilitiesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetCapabilitiesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Figures of a sandbox, or of the whole server. Admin; operator. Idempotent. Counted when it is
     * asked, by a pass over all rows: not for every second.
     * </pre>
     */
    public void getStats(dev.artigrid.client.impl.pb.GetStatsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetStatsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetStatsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Checks the running configuration by trying each dependency: something is written,
     * read back and deleted. Operator. Idempotent.
     * </pre>
     */
    public void validateConfiguration(dev.artigrid.client.impl.pb.ValidateConfigurationRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ValidateConfigurationResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getValidateConfigurationMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Frees what is expired, abandoned or orphaned: one bounded step, call again while there is a
     * token. Operator. Repeatable without harm. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    public void sweep(dev.artigrid.client.impl.pb.SweepRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.SweepResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSweepMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads stored content and compares checksums: one bounded step, call again while there is a token.
     * Changes nothing. Operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    public void scrub(dev.artigrid.client.impl.pb.ScrubRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ScrubResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getScrubMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Takes over a store that carries another catalog's mark, as after a restore. Operator. Idempotent.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void adoptStore(dev.artigrid.client.impl.pb.AdoptStoreRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.AdoptStoreResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAdoptStoreMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes all that belongs to a user: artifacts, sessions, links; one bounded step, call again
     * while `done` is false. Admin; operator. Repeatable without harm. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public void eraseUser(dev.artigrid.client.impl.pb.EraseUserRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.EraseUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getEraseUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * What is used of quotas. Admin; operator. Idempotent. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void getUsage(dev.artigrid.client.impl.pb.GetUsageRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetUsageResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetUsageMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets a quota of a user or session (admin) or of a sandbox (operator). Idempotent. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void setQuota(dev.artigrid.client.impl.pb.SetQuotaRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.SetQuotaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetQuotaMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists quotas. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void listQuotas(dev.artigrid.client.impl.pb.ListQuotasRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListQuotasResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListQuotasMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Removes a quota. Admin; operator. Errors: QUOTA_NOT_FOUND. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public void deleteQuota(dev.artigrid.client.impl.pb.DeleteQuotaRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DeleteQuotaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteQuotaMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists who did what, newest first. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listAuditEvents(dev.artigrid.client.impl.pb.ListAuditEventsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListAuditEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListAuditEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Makes an API key. Admin up to the admin role; operator any. Not idempotent unless `request_id` is
     * set. Errors: REQUEST_ID_REUSED, REQUEST_IN_PROGRESS. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void createApiKey(dev.artigrid.client.impl.pb.CreateApiKeyRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateApiKeyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateApiKeyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists API keys, without their secrets. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listApiKeys(dev.artigrid.client.impl.pb.ListApiKeysRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListApiKeysResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListApiKeysMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends an API key at once. Admin; operator. Repeatable without harm. Errors: KEY_NOT_FOUND. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void revokeApiKey(dev.artigrid.client.impl.pb.RevokeApiKeyRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RevokeApiKeyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRevokeApiKeyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Makes a new key for signed URLs; the old one verifies for as long as the longest URL lives.
     * Operator. Each call rotates again.
     * </pre>
     */
    public void rotateSigningKeys(dev.artigrid.client.impl.pb.RotateSigningKeysRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RotateSigningKeysResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRotateSigningKeysMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AdminService.
   * <pre>
   * Looks after the server. GetCapabilities is for every caller.
   * "Admin" below: the admin role, for its own sandbox. "Operator": the operator role, for any
   * sandbox named in the request's `sandbox_id`, which only an operator may set; others get
   * ACCESS_DENIED. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL; the comments name what
   * comes beyond.
   * </pre>
   */
  public static final class AdminServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AdminServiceBlockingV2Stub> {
    private AdminServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * What this server is, its limits, its features, and who it takes the caller for. For all.
     * Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetCapabilitiesResponse getCapabilities(dev.artigrid.client.impl.pb.GetCapabilitiesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetCapabilitiesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Figures of a sandbox, or of the whole server. Admin; operator. Idempotent. Counted when it is
     * asked, by a pass over all rows: not for every second.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetStatsResponse getStats(dev.artigrid.client.impl.pb.GetStatsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Checks the running configuration by trying each dependency: something is written,
     * read back and deleted. Operator. Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ValidateConfigurationResponse validateConfiguration(dev.artigrid.client.impl.pb.ValidateConfigurationRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getValidateConfigurationMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Frees what is expired, abandoned or orphaned: one bounded step, call again while there is a
     * token. Operator. Repeatable without harm. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.SweepResponse sweep(dev.artigrid.client.impl.pb.SweepRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSweepMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads stored content and compares checksums: one bounded step, call again while there is a token.
     * Changes nothing. Operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ScrubResponse scrub(dev.artigrid.client.impl.pb.ScrubRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getScrubMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes over a store that carries another catalog's mark, as after a restore. Operator. Idempotent.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.AdoptStoreResponse adoptStore(dev.artigrid.client.impl.pb.AdoptStoreRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAdoptStoreMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes all that belongs to a user: artifacts, sessions, links; one bounded step, call again
     * while `done` is false. Admin; operator. Repeatable without harm. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.EraseUserResponse eraseUser(dev.artigrid.client.impl.pb.EraseUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getEraseUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * What is used of quotas. Admin; operator. Idempotent. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetUsageResponse getUsage(dev.artigrid.client.impl.pb.GetUsageRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetUsageMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets a quota of a user or session (admin) or of a sandbox (operator). Idempotent. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.SetQuotaResponse setQuota(dev.artigrid.client.impl.pb.SetQuotaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetQuotaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists quotas. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListQuotasResponse listQuotas(dev.artigrid.client.impl.pb.ListQuotasRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListQuotasMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a quota. Admin; operator. Errors: QUOTA_NOT_FOUND. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.DeleteQuotaResponse deleteQuota(dev.artigrid.client.impl.pb.DeleteQuotaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteQuotaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists who did what, newest first. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListAuditEventsResponse listAuditEvents(dev.artigrid.client.impl.pb.ListAuditEventsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListAuditEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes an API key. Admin up to the admin role; operator any. Not idempotent unless `request_id` is
     * set. Errors: REQUEST_ID_REUSED, REQUEST_IN_PROGRESS. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CreateApiKeyResponse createApiKey(dev.artigrid.client.impl.pb.CreateApiKeyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateApiKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists API keys, without their secrets. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListApiKeysResponse listApiKeys(dev.artigrid.client.impl.pb.ListApiKeysRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListApiKeysMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends an API key at once. Admin; operator. Repeatable without harm. Errors: KEY_NOT_FOUND. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RevokeApiKeyResponse revokeApiKey(dev.artigrid.client.impl.pb.RevokeApiKeyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRevokeApiKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a new key for signed URLs; the old one verifies for as long as the longest URL lives.
     * Operator. Each call rotates again.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RotateSigningKeysResponse rotateSigningKeys(dev.artigrid.client.impl.pb.RotateSigningKeysRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRotateSigningKeysMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AdminService.
   * <pre>
   * Looks after the server. GetCapabilities is for every caller.
   * "Admin" below: the admin role, for its own sandbox. "Operator": the operator role, for any
   * sandbox named in the request's `sandbox_id`, which only an operator may set; others get
   * ACCESS_DENIED. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL; the comments name what
   * comes beyond.
   * </pre>
   */
  public static final class AdminServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AdminServiceBlockingStub> {
    private AdminServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * What this server is, its limits, its features, and who it takes the caller for. For all.
     * Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetCapabilitiesResponse getCapabilities(dev.artigrid.client.impl.pb.GetCapabilitiesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetCapabilitiesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Figures of a sandbox, or of the whole server. Admin; operator. Idempotent. Counted when it is
     * asked, by a pass over all rows: not for every second.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetStatsResponse getStats(dev.artigrid.client.impl.pb.GetStatsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Checks the running configuration by trying each dependency: something is written,
     * read back and deleted. Operator. Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ValidateConfigurationResponse validateConfiguration(dev.artigrid.client.impl.pb.ValidateConfigurationRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getValidateConfigurationMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Frees what is expired, abandoned or orphaned: one bounded step, call again while there is a
     * token. Operator. Repeatable without harm. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.SweepResponse sweep(dev.artigrid.client.impl.pb.SweepRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSweepMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads stored content and compares checksums: one bounded step, call again while there is a token.
     * Changes nothing. Operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ScrubResponse scrub(dev.artigrid.client.impl.pb.ScrubRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getScrubMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes over a store that carries another catalog's mark, as after a restore. Operator. Idempotent.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.AdoptStoreResponse adoptStore(dev.artigrid.client.impl.pb.AdoptStoreRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAdoptStoreMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes all that belongs to a user: artifacts, sessions, links; one bounded step, call again
     * while `done` is false. Admin; operator. Repeatable without harm. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.EraseUserResponse eraseUser(dev.artigrid.client.impl.pb.EraseUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getEraseUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * What is used of quotas. Admin; operator. Idempotent. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetUsageResponse getUsage(dev.artigrid.client.impl.pb.GetUsageRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetUsageMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets a quota of a user or session (admin) or of a sandbox (operator). Idempotent. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.SetQuotaResponse setQuota(dev.artigrid.client.impl.pb.SetQuotaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetQuotaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists quotas. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListQuotasResponse listQuotas(dev.artigrid.client.impl.pb.ListQuotasRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListQuotasMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Removes a quota. Admin; operator. Errors: QUOTA_NOT_FOUND. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.DeleteQuotaResponse deleteQuota(dev.artigrid.client.impl.pb.DeleteQuotaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteQuotaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists who did what, newest first. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListAuditEventsResponse listAuditEvents(dev.artigrid.client.impl.pb.ListAuditEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListAuditEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes an API key. Admin up to the admin role; operator any. Not idempotent unless `request_id` is
     * set. Errors: REQUEST_ID_REUSED, REQUEST_IN_PROGRESS. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CreateApiKeyResponse createApiKey(dev.artigrid.client.impl.pb.CreateApiKeyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateApiKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists API keys, without their secrets. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListApiKeysResponse listApiKeys(dev.artigrid.client.impl.pb.ListApiKeysRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListApiKeysMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends an API key at once. Admin; operator. Repeatable without harm. Errors: KEY_NOT_FOUND. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RevokeApiKeyResponse revokeApiKey(dev.artigrid.client.impl.pb.RevokeApiKeyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRevokeApiKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a new key for signed URLs; the old one verifies for as long as the longest URL lives.
     * Operator. Each call rotates again.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RotateSigningKeysResponse rotateSigningKeys(dev.artigrid.client.impl.pb.RotateSigningKeysRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRotateSigningKeysMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AdminService.
   * <pre>
   * Looks after the server. GetCapabilities is for every caller.
   * "Admin" below: the admin role, for its own sandbox. "Operator": the operator role, for any
   * sandbox named in the request's `sandbox_id`, which only an operator may set; others get
   * ACCESS_DENIED. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL; the comments name what
   * comes beyond.
   * </pre>
   */
  public static final class AdminServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AdminServiceFutureStub> {
    private AdminServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * What this server is, its limits, its features, and who it takes the caller for. For all.
     * Idempotent.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.GetCapabilitiesResponse> getCapabilities(
        dev.artigrid.client.impl.pb.GetCapabilitiesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetCapabilitiesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Figures of a sandbox, or of the whole server. Admin; operator. Idempotent. Counted when it is
     * asked, by a pass over all rows: not for every second.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.GetStatsResponse> getStats(
        dev.artigrid.client.impl.pb.GetStatsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetStatsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Checks the running configuration by trying each dependency: something is written,
     * read back and deleted. Operator. Idempotent.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ValidateConfigurationResponse> validateConfiguration(
        dev.artigrid.client.impl.pb.ValidateConfigurationRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getValidateConfigurationMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Frees what is expired, abandoned or orphaned: one bounded step, call again while there is a
     * token. Operator. Repeatable without harm. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.SweepResponse> sweep(
        dev.artigrid.client.impl.pb.SweepRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSweepMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads stored content and compares checksums: one bounded step, call again while there is a token.
     * Changes nothing. Operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ScrubResponse> scrub(
        dev.artigrid.client.impl.pb.ScrubRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getScrubMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Takes over a store that carries another catalog's mark, as after a restore. Operator. Idempotent.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.AdoptStoreResponse> adoptStore(
        dev.artigrid.client.impl.pb.AdoptStoreRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAdoptStoreMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes all that belongs to a user: artifacts, sessions, links; one bounded step, call again
     * while `done` is false. Admin; operator. Repeatable without harm. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.EraseUserResponse> eraseUser(
        dev.artigrid.client.impl.pb.EraseUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getEraseUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * What is used of quotas. Admin; operator. Idempotent. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.GetUsageResponse> getUsage(
        dev.artigrid.client.impl.pb.GetUsageRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetUsageMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets a quota of a user or session (admin) or of a sandbox (operator). Idempotent. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.SetQuotaResponse> setQuota(
        dev.artigrid.client.impl.pb.SetQuotaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetQuotaMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists quotas. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ListQuotasResponse> listQuotas(
        dev.artigrid.client.impl.pb.ListQuotasRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListQuotasMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Removes a quota. Admin; operator. Errors: QUOTA_NOT_FOUND. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.DeleteQuotaResponse> deleteQuota(
        dev.artigrid.client.impl.pb.DeleteQuotaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteQuotaMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists who did what, newest first. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ListAuditEventsResponse> listAuditEvents(
        dev.artigrid.client.impl.pb.ListAuditEventsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListAuditEventsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes an API key. Admin up to the admin role; operator any. Not idempotent unless `request_id` is
     * set. Errors: REQUEST_ID_REUSED, REQUEST_IN_PROGRESS. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.CreateApiKeyResponse> createApiKey(
        dev.artigrid.client.impl.pb.CreateApiKeyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateApiKeyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists API keys, without their secrets. Admin; operator. Idempotent. Errors: PAGE_TOKEN_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ListApiKeysResponse> listApiKeys(
        dev.artigrid.client.impl.pb.ListApiKeysRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListApiKeysMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends an API key at once. Admin; operator. Repeatable without harm. Errors: KEY_NOT_FOUND. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.RevokeApiKeyResponse> revokeApiKey(
        dev.artigrid.client.impl.pb.RevokeApiKeyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRevokeApiKeyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes a new key for signed URLs; the old one verifies for as long as the longest URL lives.
     * Operator. Each call rotates again.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.RotateSigningKeysResponse> rotateSigningKeys(
        dev.artigrid.client.impl.pb.RotateSigningKeysRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRotateSigningKeysMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_GET_CAPABILITIES = 0;
  private static final int METHODID_GET_STATS = 1;
  private static final int METHODID_VALIDATE_CONFIGURATION = 2;
  private static final int METHODID_SWEEP = 3;
  private static final int METHODID_SCRUB = 4;
  private static final int METHODID_ADOPT_STORE = 5;
  private static final int METHODID_ERASE_USER = 6;
  private static final int METHODID_GET_USAGE = 7;
  private static final int METHODID_SET_QUOTA = 8;
  private static final int METHODID_LIST_QUOTAS = 9;
  private static final int METHODID_DELETE_QUOTA = 10;
  private static final int METHODID_LIST_AUDIT_EVENTS = 11;
  private static final int METHODID_CREATE_API_KEY = 12;
  private static final int METHODID_LIST_API_KEYS = 13;
  private static final int METHODID_REVOKE_API_KEY = 14;
  private static final int METHODID_ROTATE_SIGNING_KEYS = 15;

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
        case METHODID_GET_CAPABILITIES:
          serviceImpl.getCapabilities((dev.artigrid.client.impl.pb.GetCapabilitiesRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetCapabilitiesResponse>) responseObserver);
          break;
        case METHODID_GET_STATS:
          serviceImpl.getStats((dev.artigrid.client.impl.pb.GetStatsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetStatsResponse>) responseObserver);
          break;
        case METHODID_VALIDATE_CONFIGURATION:
          serviceImpl.validateConfiguration((dev.artigrid.client.impl.pb.ValidateConfigurationRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ValidateConfigurationResponse>) responseObserver);
          break;
        case METHODID_SWEEP:
          serviceImpl.sweep((dev.artigrid.client.impl.pb.SweepRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.SweepResponse>) responseObserver);
          break;
        case METHODID_SCRUB:
          serviceImpl.scrub((dev.artigrid.client.impl.pb.ScrubRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ScrubResponse>) responseObserver);
          break;
        case METHODID_ADOPT_STORE:
          serviceImpl.adoptStore((dev.artigrid.client.impl.pb.AdoptStoreRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.AdoptStoreResponse>) responseObserver);
          break;
        case METHODID_ERASE_USER:
          serviceImpl.eraseUser((dev.artigrid.client.impl.pb.EraseUserRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.EraseUserResponse>) responseObserver);
          break;
        case METHODID_GET_USAGE:
          serviceImpl.getUsage((dev.artigrid.client.impl.pb.GetUsageRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetUsageResponse>) responseObserver);
          break;
        case METHODID_SET_QUOTA:
          serviceImpl.setQuota((dev.artigrid.client.impl.pb.SetQuotaRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.SetQuotaResponse>) responseObserver);
          break;
        case METHODID_LIST_QUOTAS:
          serviceImpl.listQuotas((dev.artigrid.client.impl.pb.ListQuotasRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListQuotasResponse>) responseObserver);
          break;
        case METHODID_DELETE_QUOTA:
          serviceImpl.deleteQuota((dev.artigrid.client.impl.pb.DeleteQuotaRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DeleteQuotaResponse>) responseObserver);
          break;
        case METHODID_LIST_AUDIT_EVENTS:
          serviceImpl.listAuditEvents((dev.artigrid.client.impl.pb.ListAuditEventsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListAuditEventsResponse>) responseObserver);
          break;
        case METHODID_CREATE_API_KEY:
          serviceImpl.createApiKey((dev.artigrid.client.impl.pb.CreateApiKeyRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateApiKeyResponse>) responseObserver);
          break;
        case METHODID_LIST_API_KEYS:
          serviceImpl.listApiKeys((dev.artigrid.client.impl.pb.ListApiKeysRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListApiKeysResponse>) responseObserver);
          break;
        case METHODID_REVOKE_API_KEY:
          serviceImpl.revokeApiKey((dev.artigrid.client.impl.pb.RevokeApiKeyRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RevokeApiKeyResponse>) responseObserver);
          break;
        case METHODID_ROTATE_SIGNING_KEYS:
          serviceImpl.rotateSigningKeys((dev.artigrid.client.impl.pb.RotateSigningKeysRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RotateSigningKeysResponse>) responseObserver);
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
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getGetCapabilitiesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.GetCapabilitiesRequest,
              dev.artigrid.client.impl.pb.GetCapabilitiesResponse>(
                service, METHODID_GET_CAPABILITIES)))
        .addMethod(
          getGetStatsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.GetStatsRequest,
              dev.artigrid.client.impl.pb.GetStatsResponse>(
                service, METHODID_GET_STATS)))
        .addMethod(
          getValidateConfigurationMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ValidateConfigurationRequest,
              dev.artigrid.client.impl.pb.ValidateConfigurationResponse>(
                service, METHODID_VALIDATE_CONFIGURATION)))
        .addMethod(
          getSweepMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.SweepRequest,
              dev.artigrid.client.impl.pb.SweepResponse>(
                service, METHODID_SWEEP)))
        .addMethod(
          getScrubMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ScrubRequest,
              dev.artigrid.client.impl.pb.ScrubResponse>(
                service, METHODID_SCRUB)))
        .addMethod(
          getAdoptStoreMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.AdoptStoreRequest,
              dev.artigrid.client.impl.pb.AdoptStoreResponse>(
                service, METHODID_ADOPT_STORE)))
        .addMethod(
          getEraseUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.EraseUserRequest,
              dev.artigrid.client.impl.pb.EraseUserResponse>(
                service, METHODID_ERASE_USER)))
        .addMethod(
          getGetUsageMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.GetUsageRequest,
              dev.artigrid.client.impl.pb.GetUsageResponse>(
                service, METHODID_GET_USAGE)))
        .addMethod(
          getSetQuotaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.SetQuotaRequest,
              dev.artigrid.client.impl.pb.SetQuotaResponse>(
                service, METHODID_SET_QUOTA)))
        .addMethod(
          getListQuotasMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ListQuotasRequest,
              dev.artigrid.client.impl.pb.ListQuotasResponse>(
                service, METHODID_LIST_QUOTAS)))
        .addMethod(
          getDeleteQuotaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.DeleteQuotaRequest,
              dev.artigrid.client.impl.pb.DeleteQuotaResponse>(
                service, METHODID_DELETE_QUOTA)))
        .addMethod(
          getListAuditEventsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ListAuditEventsRequest,
              dev.artigrid.client.impl.pb.ListAuditEventsResponse>(
                service, METHODID_LIST_AUDIT_EVENTS)))
        .addMethod(
          getCreateApiKeyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.CreateApiKeyRequest,
              dev.artigrid.client.impl.pb.CreateApiKeyResponse>(
                service, METHODID_CREATE_API_KEY)))
        .addMethod(
          getListApiKeysMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ListApiKeysRequest,
              dev.artigrid.client.impl.pb.ListApiKeysResponse>(
                service, METHODID_LIST_API_KEYS)))
        .addMethod(
          getRevokeApiKeyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.RevokeApiKeyRequest,
              dev.artigrid.client.impl.pb.RevokeApiKeyResponse>(
                service, METHODID_REVOKE_API_KEY)))
        .addMethod(
          getRotateSigningKeysMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.RotateSigningKeysRequest,
              dev.artigrid.client.impl.pb.RotateSigningKeysResponse>(
                service, METHODID_ROTATE_SIGNING_KEYS)))
        .build();
  }

  private static abstract class AdminServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    AdminServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.artigrid.client.impl.pb.AdminServiceOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("AdminService");
    }
  }

  private static final class AdminServiceFileDescriptorSupplier
      extends AdminServiceBaseDescriptorSupplier {
    AdminServiceFileDescriptorSupplier() {}
  }

  private static final class AdminServiceMethodDescriptorSupplier
      extends AdminServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    AdminServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (AdminServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new AdminServiceFileDescriptorSupplier())
              .addMethod(getGetCapabilitiesMethod())
              .addMethod(getGetStatsMethod())
              .addMethod(getValidateConfigurationMethod())
              .addMethod(getSweepMethod())
              .addMethod(getScrubMethod())
              .addMethod(getAdoptStoreMethod())
              .addMethod(getEraseUserMethod())
              .addMethod(getGetUsageMethod())
              .addMethod(getSetQuotaMethod())
              .addMethod(getListQuotasMethod())
              .addMethod(getDeleteQuotaMethod())
              .addMethod(getListAuditEventsMethod())
              .addMethod(getCreateApiKeyMethod())
              .addMethod(getListApiKeysMethod())
              .addMethod(getRevokeApiKeyMethod())
              .addMethod(getRotateSigningKeysMethod())
              .build();
        }
      }
    }
    return result;
  }
}
