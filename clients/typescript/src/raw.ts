/**
 * The generated stubs, as they are: for what this SDK does not do yet, and for tests that send what
 * it never would. Nothing here is stable. `generate` makes the files.
 */

export * from "./gen/artigrid/v1/admin_service_pb.js";
export * from "./gen/artigrid/v1/artifact_service_pb.js";
export * from "./gen/artigrid/v1/errors_pb.js";
export * from "./gen/artigrid/v1/resources_pb.js";
export * from "./gen/artigrid/v1/search_service_pb.js";
export * from "./gen/artigrid/v1/session_service_pb.js";
