package faults;

import devnet.Controls;
import devnet.Devnet;
import devnet.Endpoint;
import devnet.Script;
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
 * a lying market heal by themselves when the epoch is over; what the ledger was told does not.
 */
final class Stage {
  /** What a scenario does may fail like anything else. */
  @FunctionalInterface
  interface Deed {
    void run() throws Exception;
  }

  private final Devnet devnet;
  private final Endpoint model;
  private final Worker worker;
  private final Host host;
  private final String address;
  private final long nonce;
  private final SplittableRandom random;
  private final Agenda agenda = new Agenda();
  private final Deque<Deed> after = new ArrayDeque<>();
  private final List<String> leftOut = new ArrayList<>();
  private final Promises promises = new Promises();
  private final int alerts;
  private Optional<Duration> patience = Optional.empty();

  Stage(
      Devnet devnet,
      Endpoint model,
      Worker worker,
      Host host,
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
  Controls chain() {
    return devnet.controls();
  }

  /** A REST node. */
  Endpoint node(int index) {
    return devnet.nodes().get(index);
  }

  /** Every REST, every RPC and every gRPC node. */
  List<Endpoint> nodes() {
    List<Endpoint> all = new ArrayList<>(devnet.nodes());
    all.addAll(devnet.rpcNodes());
    all.addAll(devnet.grpcNodes());
    return all;
  }

  /** The same script for all of {@link #nodes}, which count together. */
  void nodes(Script script) {
    nodes().forEach(it -> it.script(script));
  }

  Endpoint market() {
    return devnet.marketNode();
  }

  /** The model server, if the world has one. */
  Endpoint model() {
    return model;
  }

  Devnet devnet() {
    return devnet;
  }

  Worker worker() {
    return worker;
  }

  /** The machine it runs on. */
  Host host() {
    return host;
  }

  /** The worker's account. */
  String address() {
    return address;
  }

  long nonce() {
    return nonce;
  }

  /** A number of this epoch's own that follows from the seed. */
  long seed() {
    return random.nextLong();
  }

  /** When the block this far after the opening one is there; 0 is the opening one itself. */
  void at(long blocks, Deed deed) {
    agenda.at(nonce + blocks, deed);
  }

  /** When the epoch is over, last said first. */
  void afterwards(Deed deed) {
    after.push(deed);
  }

  /** At once. */
  void now(Deed deed) {
    try {
      deed.run();
    } catch (Exception e) {
      throw new IllegalStateException("a deed of the scenario failed", e);
    }
  }

  /** Says that this machine cannot do a part of the epoch, so that nobody takes it for tried. */
  void leaveOut(String what) {
    leftOut.add(what);
  }

  /** What was left out so far. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Real time in which the worker tries before a stretch without deeds is leapt over. */
  void patience(Duration time) {
    patience = Optional.of(time);
  }

  Optional<Duration> patience() {
    return patience;
  }

  /** Something must come to be so before the epoch is over, beside what is expected of its row. */
  void must(String text, BooleanSupplier so) {
    promises.expect(text, so);
  }

  /** Somebody must be told in words that hold these. */
  void mustAlert(String words) {
    must("alerted: " + words, () -> alerted(words));
  }

  void mustNotAlert(String words) {
    promises.forbid("alert: " + words, () -> alerted(words));
  }

  private boolean alerted(String words) {
    return worker.alerts().stream().skip(alerts).anyMatch(it -> it.contains(words));
  }

  Promises promises() {
    return promises;
  }

  Agenda agenda() {
    return agenda;
  }

  void heal() throws Exception {
    Healing.of(devnet, model);
    for (Deed deed : after) {
      deed.run();
    }
  }
}
