/**
 * The same queries over gRPC, each translated into a REST request so that both always give the same
 * answer. It imports api and genesis; rpc and devnet use it.
 */
package devnet.grpc;
