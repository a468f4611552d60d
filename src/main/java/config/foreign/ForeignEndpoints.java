package config.foreign;

import base.OutsideText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Addresses of nodes in other workers' spelling. */
public final class ForeignEndpoints {
  /** Stands for the nodes of the network's preset. */
  private static final String PRESET = "preset";

  private ForeignEndpoints() {}

  /**
   * A comma list or a JSON array of addresses. One without a protocol is CometBFT RPC, as the names
   * of those settings say; the preset's nodes follow, since windows are not asked for in that
   * protocol.
   */
  public static String parseRpcList(String text) {
    return Stream.concat(
            Arrays.stream(text.replaceAll("[\\[\\]\"']", "").split("[,\\s]+"))
                .filter(it -> !it.isEmpty())
                .map(it -> it.matches("https?://.*") ? "rpc+" + it : it),
            Stream.of(PRESET))
        .collect(Collectors.joining(","));
  }

  /** Whether this program cannot speak to it. */
  static boolean isGrpc(String address) {
    return address.startsWith("grpc") || address.matches(".*:9090/?");
  }

  /** Takes the addresses over that are spoken, with the network that their names tell. */
  static void take(ForeignSettings into, String foreignKey, List<String> addresses) {
    List<String> spoken = new ArrayList<>();
    for (String address : addresses) {
      if (isGrpc(address)) {
        into.refuse(
            foreignKey,
            OutsideText.hideSecrets(address)
                + ": gRPC is not spoken, the REST nodes of the network are asked");
      } else {
        spoken.add(address);
      }
    }
    String all = String.join(",", spoken).toLowerCase(Locale.ROOT);
    for (String network : List.of("testnet", "mainnet")) {
      if (all.contains(network)) {
        into.take(foreignKey, "network.preset", network);
      }
    }
    if (all.matches(".*(localhost|127\\.0\\.0\\.1|\\[::1]).*")) {
      into.take(foreignKey, "network.preset", "local");
    }
    if (!spoken.isEmpty()) {
      into.take(foreignKey, "network.endpoints", parseRpcList(String.join(",", spoken)));
    }
  }
}
