package faults.engine;

import devnet.Devnet;
import devnet.DevnetControls;
import devnet.fault.FaultInjectingServer;
import devnet.fault.FaultPolicy;
import java.time.Duration;

/** Takes back what an epoch did to nodes, sockets, market and mempool. */
final class FaultCleanup {
  private FaultCleanup() {}

  static void removeAllFaults(Devnet devnet, FaultInjectingServer model) {
    DevnetControls chain = devnet.controls();
    devnet.restNodes().forEach(FaultCleanup::resetServer);
    devnet.rpcNodes().forEach(FaultCleanup::resetServer);
    resetServer(devnet.marketServer());
    resetServer(model);
    chain.clearPayloadFailures();
    devnet.webSockets().forEach(it -> it.setSilent(false));
    devnet.webSockets().forEach(it -> it.setCopiesPerEvent(1));
    chain.distortMarket(bars -> bars);
    chain.shiftMarketClock(Duration.ZERO);
    chain.dropNextTransactions(0);
    chain.discardNextPayloads(0);
    chain.delayInclusion(0);
    chain.holdTransactionsUntil(0);
    chain.setMempoolFull(false);
    chain.setGasFactor(1);
  }

  private static void resetServer(FaultInjectingServer node) {
    node.setReplyDistortion(null);
    node.setLagBlocks(0);
    node.setFaultPolicy(FaultPolicy.noFaults());
    node.setFrozen(false);
    node.start();
  }
}
