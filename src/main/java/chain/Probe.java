package chain;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks a node for its newest block, which also shows what it speaks and on which chain it is. A
 * node in the wrong slot is named with the spelling that would be right.
 */
final class Probe {
  static final String LATEST = "/cosmos/base/tendermint/v1beta1/blocks/latest";
  static final String BLOCK = "/cosmos/base/tendermint/v1beta1/blocks/";

  private final Wire wire;

  Probe(Wire wire) {
    this.wire = wire;
  }

  /**
   * @throws Silence if it gives none, or speaks another protocol
   */
  Head head(Endpoint endpoint) {
    try {
      return ask(endpoint);
    } catch (Silence silence) {
      Endpoint other = swapped(endpoint);
      if (silence.getMessage().startsWith("answered") && speaks(other)) {
        throw new Silence(endpoint, "speaks another protocol: write it as " + other);
      }
      throw silence;
    }
  }

  /**
   * @throws Silence if it cannot be had, which for old blocks is usual
   */
  Head block(Endpoint endpoint, long height) {
    return endpoint.protocol() == Endpoint.Protocol.REST
        ? header(wire.get(endpoint, BLOCK + height), "block", "header")
        : header(wire.get(endpoint, "/block?height=" + height), "result", "block", "header");
  }

  boolean speaks(Endpoint endpoint) {
    try {
      ask(endpoint);
      return true;
    } catch (Silence e) {
      return false;
    }
  }

  private Head ask(Endpoint endpoint) {
    return switch (endpoint.protocol()) {
      case REST -> header(wire.get(endpoint, LATEST), "block", "header");
      case RPC -> status(wire.get(endpoint, "/status"));
      case WEBSOCKET -> status(new Reply(endpoint, 200, EventLine.once(wire, endpoint, "status")));
    };
  }

  static Endpoint swapped(Endpoint endpoint) {
    return new Endpoint(
        endpoint.protocol() == Endpoint.Protocol.REST
            ? Endpoint.Protocol.RPC
            : Endpoint.Protocol.REST,
        endpoint.base());
  }

  /** Other ways to write an endpoint, for one that does not speak as it is written. */
  static List<Endpoint> spellings(Endpoint endpoint) {
    String base = endpoint.base().toString();
    if (endpoint.protocol() == Endpoint.Protocol.WEBSOCKET) {
      return List.of(new Endpoint(Endpoint.Protocol.WEBSOCKET, URI.create(base + "/websocket")));
    }
    String bare = base.replaceFirst("/websocket$", "");
    String flipped =
        bare.startsWith("https") ? bare.replaceFirst("s", "") : bare.replaceFirst("p:", "ps:");
    return Stream.of(bare, flipped)
        .map(it -> new Endpoint(endpoint.protocol(), URI.create(it)))
        .flatMap(it -> Stream.of(swapped(it), it))
        .filter(it -> !it.equals(endpoint))
        .toList();
  }

  private static Head header(Reply reply, String... path) {
    Reply header = new Reply(reply.from(), reply.status(), object(reply, path));
    return new Head(
        reply.from(), header.text("chain_id"), header.number("height"), time(header, "time"));
  }

  private static Head status(Reply reply) {
    Reply result = new Reply(reply.from(), reply.status(), object(reply, "result"));
    return new Head(
        reply.from(),
        result.text("node_info", "network"),
        result.number("sync_info", "latest_block_height"),
        time(result, "sync_info", "latest_block_time"));
  }

  private static com.fasterxml.jackson.databind.JsonNode object(Reply reply, String... path) {
    if (!reply.ok() || !reply.at(path).isObject()) {
      throw new Silence(reply.from(), "answered " + reply.status() + " without a block");
    }
    return reply.at(path);
  }

  private static Instant time(Reply reply, String... names) {
    try {
      return Instant.parse(reply.text(names));
    } catch (DateTimeException e) {
      throw new Silence(reply.from(), "answered with a block time that cannot be read");
    }
  }
}
