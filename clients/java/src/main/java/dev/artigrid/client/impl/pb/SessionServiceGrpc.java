package dev.artigrid.client.impl.pb;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Sessions: working contexts that own artifacts and end at a time.
 * A caller bound to a session sees it; a caller with a user and no named session is bound to all
 * live sessions of that user. A foreign session of the same sandbox is ACCESS_DENIED, one of
 * another sandbox SESSION_NOT_FOUND. Any method may answer UNAUTHENTICATED, INVALID_ARGUMENT,
 * BACKEND_UNAVAILABLE (dependency `sessions` or `catalog`), DRAINING, RATE_LIMITED, DEADLINE,
 * CANCELLED, INTERNAL; the comments name what comes beyond.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class SessionServiceGrpc {

  private SessionServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "artigrid.v1.SessionService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateSessionRequest,
      dev.artigrid.client.impl.pb.CreateSessionResponse> getCreateSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateSession",
      requestType = dev.artigrid.client.impl.pb.CreateSessionRequest.class,
      responseType = dev.artigrid.client.impl.pb.CreateSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateSessionRequest,
      dev.artigrid.client.impl.pb.CreateSessionResponse> getCreateSessionMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.CreateSessionRequest, dev.artigrid.client.impl.pb.CreateSessionResponse> getCreateSessionMethod;
    if ((getCreateSessionMethod = SessionServiceGrpc.getCreateSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getCreateSessionMethod = SessionServiceGrpc.getCreateSessionMethod) == null) {
          SessionServiceGrpc.getCreateSessionMethod = getCreateSessionMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.CreateSessionRequest, dev.artigrid.client.impl.pb.CreateSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CreateSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.CreateSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("CreateSession"))
              .build();
        }
      }
    }
    return getCreateSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetSessionRequest,
      dev.artigrid.client.impl.pb.GetSessionResponse> getGetSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSession",
      requestType = dev.artigrid.client.impl.pb.GetSessionRequest.class,
      responseType = dev.artigrid.client.impl.pb.GetSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetSessionRequest,
      dev.artigrid.client.impl.pb.GetSessionResponse> getGetSessionMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.GetSessionRequest, dev.artigrid.client.impl.pb.GetSessionResponse> getGetSessionMethod;
    if ((getGetSessionMethod = SessionServiceGrpc.getGetSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getGetSessionMethod = SessionServiceGrpc.getGetSessionMethod) == null) {
          SessionServiceGrpc.getGetSessionMethod = getGetSessionMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.GetSessionRequest, dev.artigrid.client.impl.pb.GetSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.GetSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("GetSession"))
              .build();
        }
      }
    }
    return getGetSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ValidateSessionRequest,
      dev.artigrid.client.impl.pb.ValidateSessionResponse> getValidateSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ValidateSession",
      requestType = dev.artigrid.client.impl.pb.ValidateSessionRequest.class,
      responseType = dev.artigrid.client.impl.pb.ValidateSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ValidateSessionRequest,
      dev.artigrid.client.impl.pb.ValidateSessionResponse> getValidateSessionMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ValidateSessionRequest, dev.artigrid.client.impl.pb.ValidateSessionResponse> getValidateSessionMethod;
    if ((getValidateSessionMethod = SessionServiceGrpc.getValidateSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getValidateSessionMethod = SessionServiceGrpc.getValidateSessionMethod) == null) {
          SessionServiceGrpc.getValidateSessionMethod = getValidateSessionMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ValidateSessionRequest, dev.artigrid.client.impl.pb.ValidateSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ValidateSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ValidateSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ValidateSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("ValidateSession"))
              .build();
        }
      }
    }
    return getValidateSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RenewSessionRequest,
      dev.artigrid.client.impl.pb.RenewSessionResponse> getRenewSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RenewSession",
      requestType = dev.artigrid.client.impl.pb.RenewSessionRequest.class,
      responseType = dev.artigrid.client.impl.pb.RenewSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RenewSessionRequest,
      dev.artigrid.client.impl.pb.RenewSessionResponse> getRenewSessionMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.RenewSessionRequest, dev.artigrid.client.impl.pb.RenewSessionResponse> getRenewSessionMethod;
    if ((getRenewSessionMethod = SessionServiceGrpc.getRenewSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getRenewSessionMethod = SessionServiceGrpc.getRenewSessionMethod) == null) {
          SessionServiceGrpc.getRenewSessionMethod = getRenewSessionMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.RenewSessionRequest, dev.artigrid.client.impl.pb.RenewSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RenewSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RenewSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.RenewSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("RenewSession"))
              .build();
        }
      }
    }
    return getRenewSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.UpdateSessionRequest,
      dev.artigrid.client.impl.pb.UpdateSessionResponse> getUpdateSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateSession",
      requestType = dev.artigrid.client.impl.pb.UpdateSessionRequest.class,
      responseType = dev.artigrid.client.impl.pb.UpdateSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.UpdateSessionRequest,
      dev.artigrid.client.impl.pb.UpdateSessionResponse> getUpdateSessionMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.UpdateSessionRequest, dev.artigrid.client.impl.pb.UpdateSessionResponse> getUpdateSessionMethod;
    if ((getUpdateSessionMethod = SessionServiceGrpc.getUpdateSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getUpdateSessionMethod = SessionServiceGrpc.getUpdateSessionMethod) == null) {
          SessionServiceGrpc.getUpdateSessionMethod = getUpdateSessionMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.UpdateSessionRequest, dev.artigrid.client.impl.pb.UpdateSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.UpdateSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.UpdateSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("UpdateSession"))
              .build();
        }
      }
    }
    return getUpdateSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DeleteSessionRequest,
      dev.artigrid.client.impl.pb.DeleteSessionResponse> getDeleteSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteSession",
      requestType = dev.artigrid.client.impl.pb.DeleteSessionRequest.class,
      responseType = dev.artigrid.client.impl.pb.DeleteSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DeleteSessionRequest,
      dev.artigrid.client.impl.pb.DeleteSessionResponse> getDeleteSessionMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.DeleteSessionRequest, dev.artigrid.client.impl.pb.DeleteSessionResponse> getDeleteSessionMethod;
    if ((getDeleteSessionMethod = SessionServiceGrpc.getDeleteSessionMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getDeleteSessionMethod = SessionServiceGrpc.getDeleteSessionMethod) == null) {
          SessionServiceGrpc.getDeleteSessionMethod = getDeleteSessionMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.DeleteSessionRequest, dev.artigrid.client.impl.pb.DeleteSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.DeleteSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.DeleteSessionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("DeleteSession"))
              .build();
        }
      }
    }
    return getDeleteSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListSessionsRequest,
      dev.artigrid.client.impl.pb.ListSessionsResponse> getListSessionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSessions",
      requestType = dev.artigrid.client.impl.pb.ListSessionsRequest.class,
      responseType = dev.artigrid.client.impl.pb.ListSessionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListSessionsRequest,
      dev.artigrid.client.impl.pb.ListSessionsResponse> getListSessionsMethod() {
    io.grpc.MethodDescriptor<dev.artigrid.client.impl.pb.ListSessionsRequest, dev.artigrid.client.impl.pb.ListSessionsResponse> getListSessionsMethod;
    if ((getListSessionsMethod = SessionServiceGrpc.getListSessionsMethod) == null) {
      synchronized (SessionServiceGrpc.class) {
        if ((getListSessionsMethod = SessionServiceGrpc.getListSessionsMethod) == null) {
          SessionServiceGrpc.getListSessionsMethod = getListSessionsMethod =
              io.grpc.MethodDescriptor.<dev.artigrid.client.impl.pb.ListSessionsRequest, dev.artigrid.client.impl.pb.ListSessionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSessions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListSessionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.artigrid.client.impl.pb.ListSessionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SessionServiceMethodDescriptorSupplier("ListSessions"))
              .build();
        }
      }
    }
    return getListSessionsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static SessionServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SessionServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SessionServiceStub>() {
        @java.lang.Override
        public SessionServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SessionServiceStub(channel, callOptions);
        }
      };
    return SessionServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static SessionServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SessionServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SessionServiceBlockingV2Stub>() {
        @java.lang.Override
        public SessionServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SessionServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return SessionServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static SessionServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SessionServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SessionServiceBlockingStub>() {
        @java.lang.Override
        public SessionServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SessionServiceBlockingStub(channel, callOptions);
        }
      };
    return SessionServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static SessionServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SessionServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SessionServiceFutureStub>() {
        @java.lang.Override
        public SessionServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SessionServiceFutureStub(channel, callOptions);
        }
      };
    return SessionServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Sessions: working contexts that own artifacts and end at a time.
   * A caller bound to a session sees it; a caller with a user and no named session is bound to all
   * live sessions of that user. A foreign session of the same sandbox is ACCESS_DENIED, one of
   * another sandbox SESSION_NOT_FOUND. Any method may answer UNAUTHENTICATED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE (dependency `sessions` or `catalog`), DRAINING, RATE_LIMITED, DEADLINE,
   * CANCELLED, INTERNAL; the comments name what comes beyond.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Begins a session of the caller's user (anonymous without one).
     * Not idempotent unless `request_id` is set. Errors: ALREADY_EXISTS (the id is live and one's
     * own), ACCESS_DENIED (the id is another user's), REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    default void createSession(dev.artigrid.client.impl.pb.CreateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads a session. Idempotent. Errors: SESSION_NOT_FOUND, SESSION_EXPIRED (24 h), ACCESS_DENIED.
     * </pre>
     */
    default void getSession(dev.artigrid.client.impl.pb.GetSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says whether a session is live and the caller may bind it; what may not be seen is "no", not an
     * error. Idempotent.
     * </pre>
     */
    default void validateSession(dev.artigrid.client.impl.pb.ValidateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ValidateSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getValidateSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets a new end; artifacts that would have ended with the session live on, up to their own ttl.
     * With `ttl` repeatable without harm; `extend_by` adds again each time unless `request_id` is set.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, REQUEST_ID_REUSED,
     * REQUEST_IN_PROGRESS.
     * </pre>
     */
    default void renewSession(dev.artigrid.client.impl.pb.RenewSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RenewSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRenewSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes a session's metadata. Idempotent with META_MODE_REPLACE or an etag.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    default void updateSession(dev.artigrid.client.impl.pb.UpdateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UpdateSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends a session; its artifacts are gone at once (ARTIFACT_NOT_FOUND). A second call answers
     * SESSION_NOT_FOUND unless `request_id` replays the first. Errors: SESSION_NOT_FOUND,
     * SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    default void deleteSession(dev.artigrid.client.impl.pb.DeleteSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DeleteSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the live sessions that the caller may bind, newest first. Idempotent.
     * Errors: PAGE_TOKEN_INVALID, ACCESS_DENIED.
     * </pre>
     */
    default void listSessions(dev.artigrid.client.impl.pb.ListSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListSessionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSessionsMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service SessionService.
   * <pre>
   * Sessions: working contexts that own artifacts and end at a time.
   * A caller bound to a session sees it; a caller with a user and no named session is bound to all
   * live sessions of that user. A foreign session of the same sandbox is ACCESS_DENIED, one of
   * another sandbox SESSION_NOT_FOUND. Any method may answer UNAUTHENTICATED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE (dependency `sessions` or `catalog`), DRAINING, RATE_LIMITED, DEADLINE,
   * CANCELLED, INTERNAL; the comments name what comes beyond.
   * </pre>
   */
  public static abstract class SessionServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return SessionServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service SessionService.
   * <pre>
   * Sessions: working contexts that own artifacts and end at a time.
   * A caller bound to a session sees it; a caller with a user and no named session is bound to all
   * live sessions of that user. A foreign session of the same sandbox is ACCESS_DENIED, one of
   * another sandbox SESSION_NOT_FOUND. Any method may answer UNAUTHENTICATED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE (dependency `sessions` or `catalog`), DRAINING, RATE_LIMITED, DEADLINE,
   * CANCELLED, INTERNAL; the comments name what comes beyond.
   * </pre>
   */
  public static final class SessionServiceStub
      extends io.grpc.stub.AbstractAsyncStub<SessionServiceStub> {
    private SessionServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SessionServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SessionServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins a session of the caller's user (anonymous without one).
     * Not idempotent unless `request_id` is set. Errors: ALREADY_EXISTS (the id is live and one's
     * own), ACCESS_DENIED (the id is another user's), REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public void createSession(dev.artigrid.client.impl.pb.CreateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads a session. Idempotent. Errors: SESSION_NOT_FOUND, SESSION_EXPIRED (24 h), ACCESS_DENIED.
     * </pre>
     */
    public void getSession(dev.artigrid.client.impl.pb.GetSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says whether a session is live and the caller may bind it; what may not be seen is "no", not an
     * error. Idempotent.
     * </pre>
     */
    public void validateSession(dev.artigrid.client.impl.pb.ValidateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ValidateSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getValidateSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets a new end; artifacts that would have ended with the session live on, up to their own ttl.
     * With `ttl` repeatable without harm; `extend_by` adds again each time unless `request_id` is set.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, REQUEST_ID_REUSED,
     * REQUEST_IN_PROGRESS.
     * </pre>
     */
    public void renewSession(dev.artigrid.client.impl.pb.RenewSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RenewSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRenewSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes a session's metadata. Idempotent with META_MODE_REPLACE or an etag.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public void updateSession(dev.artigrid.client.impl.pb.UpdateSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UpdateSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends a session; its artifacts are gone at once (ARTIFACT_NOT_FOUND). A second call answers
     * SESSION_NOT_FOUND unless `request_id` replays the first. Errors: SESSION_NOT_FOUND,
     * SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public void deleteSession(dev.artigrid.client.impl.pb.DeleteSessionRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DeleteSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the live sessions that the caller may bind, newest first. Idempotent.
     * Errors: PAGE_TOKEN_INVALID, ACCESS_DENIED.
     * </pre>
     */
    public void listSessions(dev.artigrid.client.impl.pb.ListSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListSessionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSessionsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service SessionService.
   * <pre>
   * Sessions: working contexts that own artifacts and end at a time.
   * A caller bound to a session sees it; a caller with a user and no named session is bound to all
   * live sessions of that user. A foreign session of the same sandbox is ACCESS_DENIED, one of
   * another sandbox SESSION_NOT_FOUND. Any method may answer UNAUTHENTICATED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE (dependency `sessions` or `catalog`), DRAINING, RATE_LIMITED, DEADLINE,
   * CANCELLED, INTERNAL; the comments name what comes beyond.
   * </pre>
   */
  public static final class SessionServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<SessionServiceBlockingV2Stub> {
    private SessionServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SessionServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SessionServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins a session of the caller's user (anonymous without one).
     * Not idempotent unless `request_id` is set. Errors: ALREADY_EXISTS (the id is live and one's
     * own), ACCESS_DENIED (the id is another user's), REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CreateSessionResponse createSession(dev.artigrid.client.impl.pb.CreateSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a session. Idempotent. Errors: SESSION_NOT_FOUND, SESSION_EXPIRED (24 h), ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetSessionResponse getSession(dev.artigrid.client.impl.pb.GetSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether a session is live and the caller may bind it; what may not be seen is "no", not an
     * error. Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ValidateSessionResponse validateSession(dev.artigrid.client.impl.pb.ValidateSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getValidateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets a new end; artifacts that would have ended with the session live on, up to their own ttl.
     * With `ttl` repeatable without harm; `extend_by` adds again each time unless `request_id` is set.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, REQUEST_ID_REUSED,
     * REQUEST_IN_PROGRESS.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RenewSessionResponse renewSession(dev.artigrid.client.impl.pb.RenewSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRenewSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a session's metadata. Idempotent with META_MODE_REPLACE or an etag.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.UpdateSessionResponse updateSession(dev.artigrid.client.impl.pb.UpdateSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends a session; its artifacts are gone at once (ARTIFACT_NOT_FOUND). A second call answers
     * SESSION_NOT_FOUND unless `request_id` replays the first. Errors: SESSION_NOT_FOUND,
     * SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.DeleteSessionResponse deleteSession(dev.artigrid.client.impl.pb.DeleteSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the live sessions that the caller may bind, newest first. Idempotent.
     * Errors: PAGE_TOKEN_INVALID, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListSessionsResponse listSessions(dev.artigrid.client.impl.pb.ListSessionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListSessionsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service SessionService.
   * <pre>
   * Sessions: working contexts that own artifacts and end at a time.
   * A caller bound to a session sees it; a caller with a user and no named session is bound to all
   * live sessions of that user. A foreign session of the same sandbox is ACCESS_DENIED, one of
   * another sandbox SESSION_NOT_FOUND. Any method may answer UNAUTHENTICATED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE (dependency `sessions` or `catalog`), DRAINING, RATE_LIMITED, DEADLINE,
   * CANCELLED, INTERNAL; the comments name what comes beyond.
   * </pre>
   */
  public static final class SessionServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<SessionServiceBlockingStub> {
    private SessionServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SessionServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SessionServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins a session of the caller's user (anonymous without one).
     * Not idempotent unless `request_id` is set. Errors: ALREADY_EXISTS (the id is live and one's
     * own), ACCESS_DENIED (the id is another user's), REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.CreateSessionResponse createSession(dev.artigrid.client.impl.pb.CreateSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a session. Idempotent. Errors: SESSION_NOT_FOUND, SESSION_EXPIRED (24 h), ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.GetSessionResponse getSession(dev.artigrid.client.impl.pb.GetSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether a session is live and the caller may bind it; what may not be seen is "no", not an
     * error. Idempotent.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ValidateSessionResponse validateSession(dev.artigrid.client.impl.pb.ValidateSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getValidateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets a new end; artifacts that would have ended with the session live on, up to their own ttl.
     * With `ttl` repeatable without harm; `extend_by` adds again each time unless `request_id` is set.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, REQUEST_ID_REUSED,
     * REQUEST_IN_PROGRESS.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.RenewSessionResponse renewSession(dev.artigrid.client.impl.pb.RenewSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRenewSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a session's metadata. Idempotent with META_MODE_REPLACE or an etag.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.UpdateSessionResponse updateSession(dev.artigrid.client.impl.pb.UpdateSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends a session; its artifacts are gone at once (ARTIFACT_NOT_FOUND). A second call answers
     * SESSION_NOT_FOUND unless `request_id` replays the first. Errors: SESSION_NOT_FOUND,
     * SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.DeleteSessionResponse deleteSession(dev.artigrid.client.impl.pb.DeleteSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the live sessions that the caller may bind, newest first. Idempotent.
     * Errors: PAGE_TOKEN_INVALID, ACCESS_DENIED.
     * </pre>
     */
    public dev.artigrid.client.impl.pb.ListSessionsResponse listSessions(dev.artigrid.client.impl.pb.ListSessionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSessionsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service SessionService.
   * <pre>
   * Sessions: working contexts that own artifacts and end at a time.
   * A caller bound to a session sees it; a caller with a user and no named session is bound to all
   * live sessions of that user. A foreign session of the same sandbox is ACCESS_DENIED, one of
   * another sandbox SESSION_NOT_FOUND. Any method may answer UNAUTHENTICATED, INVALID_ARGUMENT,
   * BACKEND_UNAVAILABLE (dependency `sessions` or `catalog`), DRAINING, RATE_LIMITED, DEADLINE,
   * CANCELLED, INTERNAL; the comments name what comes beyond.
   * </pre>
   */
  public static final class SessionServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<SessionServiceFutureStub> {
    private SessionServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SessionServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SessionServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Begins a session of the caller's user (anonymous without one).
     * Not idempotent unless `request_id` is set. Errors: ALREADY_EXISTS (the id is live and one's
     * own), ACCESS_DENIED (the id is another user's), REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.CreateSessionResponse> createSession(
        dev.artigrid.client.impl.pb.CreateSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads a session. Idempotent. Errors: SESSION_NOT_FOUND, SESSION_EXPIRED (24 h), ACCESS_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.GetSessionResponse> getSession(
        dev.artigrid.client.impl.pb.GetSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says whether a session is live and the caller may bind it; what may not be seen is "no", not an
     * error. Idempotent.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ValidateSessionResponse> validateSession(
        dev.artigrid.client.impl.pb.ValidateSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getValidateSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets a new end; artifacts that would have ended with the session live on, up to their own ttl.
     * With `ttl` repeatable without harm; `extend_by` adds again each time unless `request_id` is set.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, REQUEST_ID_REUSED,
     * REQUEST_IN_PROGRESS.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.RenewSessionResponse> renewSession(
        dev.artigrid.client.impl.pb.RenewSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRenewSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes a session's metadata. Idempotent with META_MODE_REPLACE or an etag.
     * Errors: SESSION_NOT_FOUND, SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, SIZE_LIMIT,
     * REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.UpdateSessionResponse> updateSession(
        dev.artigrid.client.impl.pb.UpdateSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends a session; its artifacts are gone at once (ARTIFACT_NOT_FOUND). A second call answers
     * SESSION_NOT_FOUND unless `request_id` replays the first. Errors: SESSION_NOT_FOUND,
     * SESSION_EXPIRED, ACCESS_DENIED, ETAG_MISMATCH, REQUEST_ID_REUSED, REQUEST_IN_PROGRESS.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.DeleteSessionResponse> deleteSession(
        dev.artigrid.client.impl.pb.DeleteSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the live sessions that the caller may bind, newest first. Idempotent.
     * Errors: PAGE_TOKEN_INVALID, ACCESS_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.artigrid.client.impl.pb.ListSessionsResponse> listSessions(
        dev.artigrid.client.impl.pb.ListSessionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSessionsMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_SESSION = 0;
  private static final int METHODID_GET_SESSION = 1;
  private static final int METHODID_VALIDATE_SESSION = 2;
  private static final int METHODID_RENEW_SESSION = 3;
  private static final int METHODID_UPDATE_SESSION = 4;
  private static final int METHODID_DELETE_SESSION = 5;
  private static final int METHODID_LIST_SESSIONS = 6;

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
        case METHODID_CREATE_SESSION:
          serviceImpl.createSession((dev.artigrid.client.impl.pb.CreateSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.CreateSessionResponse>) responseObserver);
          break;
        case METHODID_GET_SESSION:
          serviceImpl.getSession((dev.artigrid.client.impl.pb.GetSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.GetSessionResponse>) responseObserver);
          break;
        case METHODID_VALIDATE_SESSION:
          serviceImpl.validateSession((dev.artigrid.client.impl.pb.ValidateSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ValidateSessionResponse>) responseObserver);
          break;
        case METHODID_RENEW_SESSION:
          serviceImpl.renewSession((dev.artigrid.client.impl.pb.RenewSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.RenewSessionResponse>) responseObserver);
          break;
        case METHODID_UPDATE_SESSION:
          serviceImpl.updateSession((dev.artigrid.client.impl.pb.UpdateSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.UpdateSessionResponse>) responseObserver);
          break;
        case METHODID_DELETE_SESSION:
          serviceImpl.deleteSession((dev.artigrid.client.impl.pb.DeleteSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.DeleteSessionResponse>) responseObserver);
          break;
        case METHODID_LIST_SESSIONS:
          serviceImpl.listSessions((dev.artigrid.client.impl.pb.ListSessionsRequest) request,
              (io.grpc.stub.StreamObserver<dev.artigrid.client.impl.pb.ListSessionsResponse>) responseObserver);
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
          getCreateSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.CreateSessionRequest,
              dev.artigrid.client.impl.pb.CreateSessionResponse>(
                service, METHODID_CREATE_SESSION)))
        .addMethod(
          getGetSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.GetSessionRequest,
              dev.artigrid.client.impl.pb.GetSessionResponse>(
                service, METHODID_GET_SESSION)))
        .addMethod(
          getValidateSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ValidateSessionRequest,
              dev.artigrid.client.impl.pb.ValidateSessionResponse>(
                service, METHODID_VALIDATE_SESSION)))
        .addMethod(
          getRenewSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.RenewSessionRequest,
              dev.artigrid.client.impl.pb.RenewSessionResponse>(
                service, METHODID_RENEW_SESSION)))
        .addMethod(
          getUpdateSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.UpdateSessionRequest,
              dev.artigrid.client.impl.pb.UpdateSessionResponse>(
                service, METHODID_UPDATE_SESSION)))
        .addMethod(
          getDeleteSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.DeleteSessionRequest,
              dev.artigrid.client.impl.pb.DeleteSessionResponse>(
                service, METHODID_DELETE_SESSION)))
        .addMethod(
          getListSessionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.artigrid.client.impl.pb.ListSessionsRequest,
              dev.artigrid.client.impl.pb.ListSessionsResponse>(
                service, METHODID_LIST_SESSIONS)))
        .build();
  }

  private static abstract class SessionServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    SessionServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.artigrid.client.impl.pb.SessionServiceOuterClass.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("SessionService");
    }
  }

  private static final class SessionServiceFileDescriptorSupplier
      extends SessionServiceBaseDescriptorSupplier {
    SessionServiceFileDescriptorSupplier() {}
  }

  private static final class SessionServiceMethodDescriptorSupplier
      extends SessionServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    SessionServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (SessionServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new SessionServiceFileDescriptorSupplier())
              .addMethod(getCreateSessionMethod())
              .addMethod(getGetSessionMethod())
              .addMethod(getValidateSessionMethod())
              .addMethod(getRenewSessionMethod())
              .addMethod(getUpdateSessionMethod())
              .addMethod(getDeleteSessionMethod())
              .addMethod(getListSessionsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
