package dev.artigrid.client.impl.pb;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Finds, counts and watches artifacts; each method sees exactly what ListArtifacts would show the
 * caller. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
 * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL, and in session scope
 * SESSION_NOT_FOUND and SESSION_EXPIRED; the comments name what comes beyond.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class SearchServiceGrpc {

  private SearchServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "artigrid.v1.SearchService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.SearchArtifactsRequest,
      dev.artigrid.client.impl.pb.SearchArtifactsResponse> getSearchArtifactsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SearchArtifacts",
      requestType = dev.artigrid.client.impl.pb.SearchArtifactsRequest.class,
      responseType = dev.artigrid.client.impl.pb.SearchArtifactsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.SearchArtifactsRequest,
      dev.artigrid.client.impl.pb.SearchArtifactsResponse> getSearchArtifactsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.SearchArtifactsRequest, dev.artigrid.client.impl.pb.SearchArtifactsResponse> getSearchArtifactsMethod;
    if ((getSearchArtifactsMethod = SearchServiceGrpc.getSearchArtifactsMethod) == null) {
      synchronized (SearchServiceGrpc.class) {
        if ((getSearchArtifactsMethod = SearchServiceGrpc.getSearchArtifactsMethod) == null) {
          SearchServiceGrpc.getSearchArtifactsMethod = getSearchArtifactsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.SearchArtifactsRequest, dev.artigrid.client.impl.pb.SearchArtifactsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SearchArtifacts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.SearchArtifactsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.SearchArtifactsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SearchServiceMethodDescriptorSupplier("SearchArtifacts"))
              .build();
        }
      }
    }
    return getSearchArtifactsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CountArtifactsRequest,
      dev.artigrid.client.impl.pb.CountArtifactsResponse> getCountArtifactsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CountArtifacts",
      requestType = dev.artigrid.client.impl.pb.CountArtifactsRequest.class,
      responseType = dev.artigrid.client.impl.pb.CountArtifactsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CountArtifactsRequest,
      dev.artigrid.client.impl.pb.CountArtifactsResponse> getCountArtifactsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CountArtifactsRequest, dev.artigrid.client.impl.pb.CountArtifactsResponse> getCountArtifactsMethod;
    if ((getCountArtifactsMethod = SearchServiceGrpc.getCountArtifactsMethod) == null) {
      synchronized (SearchServiceGrpc.class) {
        if ((getCountArtifactsMethod = SearchServiceGrpc.getCountArtifactsMethod) == null) {
          SearchServiceGrpc.getCountArtifactsMethod = getCountArtifactsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.CountArtifactsRequest, dev.artigrid.client.impl.pb.CountArtifactsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CountArtifacts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CountArtifactsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CountArtifactsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SearchServiceMethodDescriptorSupplier("CountArtifacts"))
              .build();
        }
      }
    }
    return getCountArtifactsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.WatchArtifactsRequest,
      dev.artigrid.client.impl.pb.WatchArtifactsResponse> getWatchArtifactsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchArtifacts",
      requestType = dev.artigrid.client.impl.pb.WatchArtifactsRequest.class,
      responseType = dev.artigrid.client.impl.pb.WatchArtifactsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.WatchArtifactsRequest,
      dev.artigrid.client.impl.pb.WatchArtifactsResponse> getWatchArtifactsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.WatchArtifactsRequest, dev.artigrid.client.impl.pb.WatchArtifactsResponse> getWatchArtifactsMethod;
    if ((getWatchArtifactsMethod = SearchServiceGrpc.getWatchArtifactsMethod) == null) {
      synchronized (SearchServiceGrpc.class) {
        if ((getWatchArtifactsMethod = SearchServiceGrpc.getWatchArtifactsMethod) == null) {
          SearchServiceGrpc.getWatchArtifactsMethod = getWatchArtifactsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.WatchArtifactsRequest, dev.artigrid.client.impl.pb.WatchArtifactsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchArtifacts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.WatchArtifactsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.WatchArtifactsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SearchServiceMethodDescriptorSupplier("WatchArtifacts"))
              .build();
        }
      }
    }
    return getWatchArtifactsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static SearchServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SearchServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SearchServiceStub>() {
        @java.lang.Override
        public SearchServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SearchServiceStub(channel, callOptions);
        }
      };
    return SearchServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static SearchServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SearchServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SearchServiceBlockingV2Stub>() {
        @java.lang.Override
        public SearchServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SearchServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return SearchServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static SearchServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SearchServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SearchServiceBlockingStub>() {
        @java.lang.Override
        public SearchServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SearchServiceBlockingStub(channel, callOptions);
        }
      };
    return SearchServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static SearchServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SearchServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SearchServiceFutureStub>() {
        @java.lang.Override
        public SearchServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SearchServiceFutureStub(channel, callOptions);
        }
      };
    return SearchServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Finds, counts and watches artifacts; each method sees exactly what ListArtifacts would show the
   * caller. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL, and in session scope
   * SESSION_NOT_FOUND and SESSION_EXPIRED; the comments name what comes beyond.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Artifacts that match all conditions given, a page at a time. Idempotent.
     * Errors: FILTER_INVALID, PAGE_TOKEN_INVALID. `filter` and `text` are refused as UNIMPLEMENTED until
     * they are built. What a page costs is bounded: where few of very many artifacts match, a page may
     * hold few or none and still lead on.
     * </pre>
     */
    default void searchArtifacts(dev.artigrid.client.impl.pb.SearchArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.SearchArtifactsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSearchArtifactsMethod(), responseObserver);
    }

    /**
     * <pre>
     * How many artifacts match, and how they fall into groups. Idempotent. Errors: FILTER_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void countArtifacts(dev.artigrid.client.impl.pb.CountArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CountArtifactsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCountArtifactsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes as they are committed, in order per artifact, each at least once; resumable by token for
     * 7 days. The stream ends when the caller's right does. Errors: WATCH_TOKEN_EXPIRED.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void watchArtifacts(dev.artigrid.client.impl.pb.WatchArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.WatchArtifactsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchArtifactsMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service SearchService.
   * <pre>
   * Finds, counts and watches artifacts; each method sees exactly what ListArtifacts would show the
   * caller. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL, and in session scope
   * SESSION_NOT_FOUND and SESSION_EXPIRED; the comments name what comes beyond.
   * </pre>
   */
  public static abstract class SearchServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return SearchServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service SearchService.
   * <pre>
   * Finds, counts and watches artifacts; each method sees exactly what ListArtifacts would show the
   * caller. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL, and in session scope
   * SESSION_NOT_FOUND and SESSION_EXPIRED; the comments name what comes beyond.
   * </pre>
   */
  public static final class SearchServiceStub
      extends io.grpc.stub.AbstractAsyncStub<SearchServiceStub> {
    private SearchServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SearchServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SearchServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Artifacts that match all conditions given, a page at a time. Idempotent.
     * Errors: FILTER_INVALID, PAGE_TOKEN_INVALID. `filter` and `text` are refused as UNIMPLEMENTED until
     * they are built. What a page costs is bounded: where few of very many artifacts match, a page may
     * hold few or none and still lead on.
     * </pre>
     */
    public void searchArtifacts(dev.artigrid.client.impl.pb.SearchArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.SearchArtifactsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSearchArtifactsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * How many artifacts match, and how they fall into groups. Idempotent. Errors: FILTER_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void countArtifacts(dev.artigrid.client.impl.pb.CountArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CountArtifactsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCountArtifactsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes as they are committed, in order per artifact, each at least once; resumable by token for
     * 7 days. The stream ends when the caller's right does. Errors: WATCH_TOKEN_EXPIRED.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void watchArtifacts(dev.artigrid.client.impl.pb.WatchArtifactsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.WatchArtifactsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchArtifactsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service SearchService.
   * <pre>
   * Finds, counts and watches artifacts; each method sees exactly what ListArtifacts would show the
   * caller. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL, and in session scope
   * SESSION_NOT_FOUND and SESSION_EXPIRED; the comments name what comes beyond.
   * </pre>
   */
  public static final class SearchServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<SearchServiceBlockingV2Stub> {
    private SearchServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SearchServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SearchServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Artifacts that match all conditions given, a page at a time. Idempotent.
     * Errors: FILTER_INVALID, PAGE_TOKEN_INVALID. `filter` and `text` are refused as UNIMPLEMENTED until
     * they are built. What a page costs is bounded: where few of very many artifacts match, a page may
     * hold few or none and still lead on.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.SearchArtifactsResponse searchArtifacts(dev.artigrid.client.impl.pb.SearchArtifactsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSearchArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * How many artifacts match, and how they fall into groups. Idempotent. Errors: FILTER_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CountArtifactsResponse countArtifacts(dev.artigrid.client.impl.pb.CountArtifactsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCountArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes as they are committed, in order per artifact, each at least once; resumable by token for
     * 7 days. The stream ends when the caller's right does. Errors: WATCH_TOKEN_EXPIRED.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.artigrid.client.impl.pb.WatchArtifactsResponse>
        watchArtifacts(dev.artigrid.client.impl.pb.WatchArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchArtifactsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service SearchService.
   * <pre>
   * Finds, counts and watches artifacts; each method sees exactly what ListArtifacts would show the
   * caller. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL, and in session scope
   * SESSION_NOT_FOUND and SESSION_EXPIRED; the comments name what comes beyond.
   * </pre>
   */
  public static final class SearchServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<SearchServiceBlockingStub> {
    private SearchServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SearchServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SearchServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Artifacts that match all conditions given, a page at a time. Idempotent.
     * Errors: FILTER_INVALID, PAGE_TOKEN_INVALID. `filter` and `text` are refused as UNIMPLEMENTED until
     * they are built. What a page costs is bounded: where few of very many artifacts match, a page may
     * hold few or none and still lead on.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.SearchArtifactsResponse searchArtifacts(dev.artigrid.client.impl.pb.SearchArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSearchArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * How many artifacts match, and how they fall into groups. Idempotent. Errors: FILTER_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CountArtifactsResponse countArtifacts(dev.artigrid.client.impl.pb.CountArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCountArtifactsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes as they are committed, in order per artifact, each at least once; resumable by token for
     * 7 days. The stream ends when the caller's right does. Errors: WATCH_TOKEN_EXPIRED.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public java.util.Iterator<dev.artigrid.client.impl.pb.WatchArtifactsResponse> watchArtifacts(
        dev.artigrid.client.impl.pb.WatchArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchArtifactsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service SearchService.
   * <pre>
   * Finds, counts and watches artifacts; each method sees exactly what ListArtifacts would show the
   * caller. Any method may answer UNAUTHENTICATED, ACCESS_DENIED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE, DRAINING, RATE_LIMITED, DEADLINE, CANCELLED, INTERNAL, and in session scope
   * SESSION_NOT_FOUND and SESSION_EXPIRED; the comments name what comes beyond.
   * </pre>
   */
  public static final class SearchServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<SearchServiceFutureStub> {
    private SearchServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SearchServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SearchServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Artifacts that match all conditions given, a page at a time. Idempotent.
     * Errors: FILTER_INVALID, PAGE_TOKEN_INVALID. `filter` and `text` are refused as UNIMPLEMENTED until
     * they are built. What a page costs is bounded: where few of very many artifacts match, a page may
     * hold few or none and still lead on.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.SearchArtifactsResponse> searchArtifacts(
        dev.artigrid.client.impl.pb.SearchArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSearchArtifactsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * How many artifacts match, and how they fall into groups. Idempotent. Errors: FILTER_INVALID.
     * Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.CountArtifactsResponse> countArtifacts(
        dev.artigrid.client.impl.pb.CountArtifactsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCountArtifactsMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_SEARCH_ARTIFACTS = 0;
  private static final int METHODID_COUNT_ARTIFACTS = 1;
  private static final int METHODID_WATCH_ARTIFACTS = 2;

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
        case METHODID_SEARCH_ARTIFACTS:
          serviceImpl.searchArtifacts((dev.artigrid.client.impl.pb.SearchArtifactsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.SearchArtifactsResponse>) responseObserver);
          break;
        case METHODID_COUNT_ARTIFACTS:
          serviceImpl.countArtifacts((dev.artigrid.client.impl.pb.CountArtifactsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CountArtifactsResponse>) responseObserver);
          break;
        case METHODID_WATCH_ARTIFACTS:
          serviceImpl.watchArtifacts((dev.artigrid.client.impl.pb.WatchArtifactsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.WatchArtifactsResponse>) responseObserver);
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
          getSearchArtifactsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.SearchArtifactsRequest,
              dev.artigrid.client.impl.pb.SearchArtifactsResponse>(
                service, METHODID_SEARCH_ARTIFACTS)))
        .addMethod(
          getCountArtifactsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.CountArtifactsRequest,
              dev.artigrid.client.impl.pb.CountArtifactsResponse>(
                service, METHODID_COUNT_ARTIFACTS)))
        .addMethod(
          getWatchArtifactsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.WatchArtifactsRequest,
              dev.artigrid.client.impl.pb.WatchArtifactsResponse>(
                service, METHODID_WATCH_ARTIFACTS)))
        .build();
  }

  private static abstract class SearchServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    SearchServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.artigrid.client.impl.pb.SearchServiceOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("SearchService");
    }
  }

  private static final class SearchServiceFileDescriptorSupplier
      extends SearchServiceBaseDescriptorSupplier {
    SearchServiceFileDescriptorSupplier() {}
  }

  private static final class SearchServiceMethodDescriptorSupplier
      extends SearchServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    SearchServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (SearchServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new SearchServiceFileDescriptorSupplier())
              .addMethod(getSearchArtifactsMethod())
              .addMethod(getCountArtifactsMethod())
              .addMethod(getWatchArtifactsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
