package faults.engine;

import devnet.Devnet;
import devnet.DevnetControls;
import devnet.server.FaultInjectingServer;
import devnet.server.FaultPolicy;
import faults.engine.SideConditions.ScheduledActions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * What a step may do to the world of one epoch. Scripts, dead and frozen nodes, silent sockets and
 * a falsified market recover when the epoch is over; changes of the ledger stay.
 */
public final class EpochContext {
  /** What a scenario does may fail like anything else. */
  @FunctionalInterface
  public interface EpochAction {
    void run() throws Exception;
  }

  private final Devnet devnet;
  private final FaultInjectingServer model;
  private final WorkerUnderTest worker;
  private final SimulatedHost host;
  private final String address;
  private final long nonce;
  private final SplittableRandom random;
  private final ScheduledActions actions = new ScheduledActions();
  private final Deque<EpochAction> after = new ArrayDeque<>();
  private final List<String> leftOut = new ArrayList<>();
  private final SideConditions sideConditions = new SideConditions();
  private final int alerts;
  private Optional<Duration> timeout = Optional.empty();

  public EpochContext(
      Devnet devnet,
      FaultInjectingServer model,
      WorkerUnderTest worker,
      SimulatedHost host,
      String address,
      long nonce,
      long seed) {
    this.devnet = devnet;
    this.model = model;
    this.worker = worker;
    this.host = host;
    this.address = address;
    this.nonce = nonce;
    this.random = new SplittableRandom(seed);
    this.alerts = worker.alerts().size();
  }

  /** What the ledger, the mempool and the market are told. */
  public DevnetControls network() {
    return devnet.controls();
  }

  /** A REST node. */
  public FaultInjectingServer restNode(int index) {
    return devnet.restNodes().get(index);
  }

  /** Every REST, every RPC and every gRPC node. */
  public List<FaultInjectingServer> allNodes() {
    List<FaultInjectingServer> all = new ArrayList<>(devnet.restNodes());
    all.addAll(devnet.rpcNodes());
    all.addAll(devnet.grpcNodes());
    return all;
  }

  /** The same script for all of {@link #allNodes}, which count together. */
  public void allNodes(FaultPolicy script) {
    allNodes().forEach(it -> it.setFaultPolicy(script));
  }

  public FaultInjectingServer marketServer() {
    return devnet.marketServer();
  }

  /** The model server, if the world has one. */
  public FaultInjectingServer modelServer() {
    return model;
  }

  public Devnet devnet() {
    return devnet;
  }

  public WorkerUnderTest worker() {
    return worker;
  }

  /** The machine it runs on. */
  public SimulatedHost host() {
    return host;
  }

  /** The worker's account. */
  public String accountAddress() {
    return address;
  }

  public long nonce() {
    return nonce;
  }

  /** A number of this epoch's own that follows from the seed. */
  public long nextSeed() {
    return random.nextLong();
  }

  /** When the block this far after the opening one is there; 0 is the opening one itself. */
  public void atBlock(long blocks, EpochAction action) {
    actions.schedule(nonce + blocks, action);
  }

  /** When the epoch is over, last said first. */
  public void afterEpoch(EpochAction action) {
    after.push(action);
  }

  /** At once. */
  public void runNow(EpochAction action) {
    try {
      action.run();
    } catch (Exception e) {
      throw new IllegalStateException("an action of the scenario failed", e);
    }
  }

  /** Says that this machine cannot do a part of the epoch, so that nobody takes it for tried. */
  public void skipPart(String what) {
    leftOut.add(what);
  }

  /** What was left out so far. */
  public List<String> skippedParts() {
    return List.copyOf(leftOut);
  }

  /** Real time in which the worker tries before a stretch without deeds is leapt over. */
  public void attemptTime(Duration time) {
    timeout = Optional.of(time);
  }

  public Optional<Duration> attemptTime() {
    return timeout;
  }

  /** Something must come to be so before the epoch is over, beside what is expected of its row. */
  public void require(String text, BooleanSupplier so) {
    sideConditions.require(text, so);
  }

  /** Somebody must be told in words that hold these. */
  public void requireAlert(String text) {
    require("alerted: " + text, () -> hasAlerted(text));
  }

  /** Must not be so when the epoch is over. */
  public void forbid(String text, BooleanSupplier so) {
    sideConditions.forbid(text, so);
  }

  public void forbidAlert(String text) {
    sideConditions.forbid("alert: " + text, () -> hasAlerted(text));
  }

  private boolean hasAlerted(String text) {
    return worker.alerts().stream().skip(alerts).anyMatch(it -> it.contains(text));
  }

  public SideConditions sideConditions() {
    return sideConditions;
  }

  public ScheduledActions scheduledActions() {
    return actions;
  }

  public void cleanUp() throws Exception {
    NodeFaults.removeAllFaults(devnet, model);
    for (EpochAction action : after) {
      action.run();
    }
  }
}
