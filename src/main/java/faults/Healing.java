package faults;

import devnet.Controls;
import devnet.Devnet;
import devnet.Endpoint;
import devnet.Script;
import java.time.Duration;

/** Takes back what an epoch did to nodes, sockets, market and mempool. */
final class Healing {
  private Healing() {}

  static void of(Devnet devnet, Endpoint model) {
    Controls chain = devnet.controls();
    devnet.nodes().forEach(Healing::heal);
    devnet.rpcNodes().forEach(Healing::heal);
    heal(devnet.marketNode());
    heal(model);
    chain.failNone();
    devnet.sockets().forEach(it -> it.silent(false));
    devnet.sockets().forEach(it -> it.copies(1));
    chain.distortMarket(bars -> bars);
    chain.shiftMarket(Duration.ZERO);
    chain.dropNext(0);
    chain.discardNext(0);
    chain.delayInclusion(0);
    chain.holdUntil(0);
    chain.mempoolFull(false);
    chain.gasSurge(1);
  }

  private static void heal(Endpoint node) {
    node.distort(null);
    node.lag(0);
    node.script(Script.honest());
    node.freeze(false);
    node.up();
  }
}
