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
 * What an epoch's action may change. Fault policies, stopped and frozen nodes, silent websockets
 * and a falsified market are undone after the epoch; changes of the ledger stay.
 */
public final class EpochContext {
  /** An action of a scenario; it may throw anything. */
  @FunctionalInterface
  public interface EpochAction {
    void run() throws Exception;
  }

  private final Devnet devnet;
  private final FaultInjectingServer model;
  private final WorkerUnderTest worker;
  private final SimulatedHost host;
  private final String address;
  private final RoleWindow window;
  private final long nonce;
  private final SplittableRandom random;
  private final ScheduledActions actions = new ScheduledActions();
  private final Deque<EpochAction> after = new ArrayDeque<>();
  private final List<String> skipped = new ArrayList<>();
  private final SideConditions sideConditions = new SideConditions();
  private final int alerts;
  private Optional<Duration> timeout = Optional.empty();

  public EpochContext(
      Devnet devnet,
      FaultInjectingServer model,
      WorkerUnderTest worker,
      SimulatedHost host,
      String address,
      RoleWindow window,
      long nonce,
      long seed) {
    this.devnet = devnet;
    this.model = model;
    this.worker = worker;
    this.host = host;
    this.address = address;
    this.window = window;
    this.nonce = nonce;
    this.random = new SplittableRandom(seed);
    this.alerts = worker.alerts().size();
  }

  /** Controls of ledger, mempool and market. */
  public DevnetControls network() {
    return devnet.controls();
  }

  /** A REST node. */
  public FaultInjectingServer restNode(int index) {
    return devnet.restNodes().get(index);
  }

  /** All REST, RPC and gRPC nodes. */
  public List<FaultInjectingServer> allNodes() {
    List<FaultInjectingServer> all = new ArrayList<>(devnet.restNodes());
    all.addAll(devnet.rpcNodes());
    all.addAll(devnet.grpcNodes());
    return all;
  }

  /** Sets one policy for {@link #allNodes}, with one common count of requests. */
  public void allNodes(FaultPolicy policy) {
    allNodes().forEach(it -> it.setFaultPolicy(policy));
  }

  public FaultInjectingServer marketServer() {
    return devnet.marketServer();
  }

  /** The model server; it is used only if the setup is {@code withModelServer}. */
  public FaultInjectingServer modelServer() {
    return model;
  }

  public Devnet devnet() {
    return devnet;
  }

  public WorkerUnderTest worker() {
    return worker;
  }

  /** The machine on which the worker runs. */
  public SimulatedHost host() {
    return host;
  }

  /** The worker's account. */
  public String accountAddress() {
    return address;
  }

  /** Height at which the epoch begins. */
  public long nonce() {
    return nonce;
  }

  /** The window that the epoch is about, of the first topic. */
  public RoleWindow window() {
    return window;
  }

  /** The next random number of this epoch; it depends on the seed only. */
  public long nextSeed() {
    return random.nextLong();
  }

  /** Runs the action at this many blocks after the window's opening block. */
  public void atBlock(long blocks, EpochAction action) {
    actions.schedule(nonce + blocks, action);
  }

  /** Runs the action after the epoch; the last one added runs first. */
  public void afterEpoch(EpochAction action) {
    after.push(action);
  }

  /**
   * Runs the action now.
   *
   * @throws IllegalStateException if it fails
   */
  public void runNow(EpochAction action) {
    try {
      action.run();
    } catch (Exception e) {
      throw new IllegalStateException("an action of the scenario failed", e);
    }
  }

  /** Reports a part of the epoch that this machine cannot play, so that it does not count. */
  public void skipPart(String what) {
    skipped.add(what);
  }

  /** Parts skipped so far. */
  public List<String> skippedParts() {
    return List.copyOf(skipped);
  }

  /** Sets the real time to wait before idle time is skipped. */
  public void attemptTime(Duration time) {
    timeout = Optional.of(time);
  }

  public Optional<Duration> attemptTime() {
    return timeout;
  }

  /** Requires that the condition becomes true before the epoch is over. */
  public void require(String text, BooleanSupplier so) {
    sideConditions.require(text, so);
  }

  /** Requires an alert that contains this text. */
  public void requireAlert(String text) {
    require("alerted: " + text, () -> hasAlerted(text));
  }

  /** Requires that the condition is false when the epoch is over. */
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
