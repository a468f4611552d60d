package app;

import base.ExitCode;
import domain.Failure;
import domain.Reason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import market.CandleFile;
import market.Limits;

/**
 * Real history for the simulated market: a file of hourly bars and the moment in it at which chain
 * time begins.
 */
record Replay(Path file, Instant start) {
  private static final Duration SPARE = Duration.ofHours(3);

  /**
   * @param at where to begin; empty: so late that the file ends soon after the last epoch
   * @throws Failure.Stop with exit code 65 when the file cannot be used, or not from there
   */
  static Replay of(Path file, Optional<Instant> at, int epochs) {
    CandleFile read = read(file);
    Instant first = read.bars().get(0).time().plus(Duration.ofHours(Limits.DEFAULT.minimum()));
    Instant end = read.bars().get(read.bars().size() - 1).time().plus(CandleFile.STEP);
    Instant start = at.orElse(end.minus(Duration.ofHours(epochs)).minus(SPARE));
    if (start.isBefore(first) || start.isAfter(end.plus(CandleFile.STEP))) {
      throw refusal(file, "it can be replayed from " + first + " to " + end + ", not " + start);
    }
    return new Replay(file, start);
  }

  private static CandleFile read(Path file) {
    try {
      return CandleFile.read(file, rows -> {});
    } catch (NoSuchFileException e) {
      throw refusal(file, "there is no such file");
    } catch (IOException | IllegalArgumentException e) {
      throw refusal(file, e.getMessage());
    }
  }

  private static Failure.Stop refusal(Path file, String what) {
    return new Failure.Stop(
        Reason.BAD_DATA, ExitCode.UNUSABLE_DATA, "candles " + file + ": " + what);
  }
}
