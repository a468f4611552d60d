package journal;

import base.PrivateFiles;
import base.Sha256Hex;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Failure;
import domain.FailureReason;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The lines of an export, each a JSON object; the last one carries the checksum of the others. */
final class ExportLines {
  private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExportLines() {}

  /** Fills a new file that only its owner may read: on the disk when this returns, or not there. */
  static void writeNewFile(Path file, Consumer<Writer> rows) {
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = PrivateFiles.open(file, fresh)) {
      fillAndSync(channel, file, rows);
    } catch (FileAlreadyExistsException e) {
      throw unwritable(file, "it exists already");
    } catch (NoSuchFileException e) {
      throw unwritable(file, "there is no such folder");
    } catch (IOException e) {
      throw unwritable(file, e.getMessage());
    } catch (UncheckedIOException e) {
      throw unwritable(file, e.getCause().getMessage());
    }
  }

  private static void fillAndSync(FileChannel channel, Path file, Consumer<Writer> rows)
      throws IOException {
    try {
      BufferedWriter out = textTo(channel);
      rows.accept(new Writer(out));
      out.flush();
      channel.force(true);
      PrivateFiles.syncFolderOf(file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** {@link Channels#newWriter} would drop what a nearly full disk does not take at once. */
  static BufferedWriter textTo(WritableByteChannel channel) {
    return new BufferedWriter(
        new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
  }

  private static Failure.Stop unwritable(Path file, String why) {
    String advice = "name a new file in a folder that exists, on a disk with room";
    return new Failure.Stop(
        FailureReason.JOURNAL, 2, "cannot write %s (%s): %s".formatted(file, why, advice));
  }

  private static String extend(String before, String line) {
    return Sha256Hex.of((before + line).getBytes(StandardCharsets.UTF_8));
  }

  static final class Writer {
    private final Appendable out;
    private String checksum = "";
    private long count;

    Writer(Appendable out) {
      this.out = out;
    }

    void write(Object tree) {
      try {
        String line = JSON.writeValueAsString(tree);
        out.append(line).append('\n');
        checksum = extend(checksum, line);
        count++;
      } catch (IOException e) {
        throw new UncheckedIOException("the export cannot be written", e);
      }
    }

    long count() {
      return count;
    }

    String checksum() {
      return checksum;
    }
  }

  static final class Reader {
    private final BufferedReader in;
    private String checksum = "";

    Reader(BufferedReader in) {
      this.in = in;
    }

    /**
     * @throws domain.Failure.Stop if there is none, or it is no JSON
     */
    Map<String, Object> next() {
      try {
        String line = in.readLine();
        if (line == null) {
          throw JournalTransfer.importRefused("the export ends early");
        }
        checksum = extend(checksum, line);
        return JSON.readValue(line, ROW);
      } catch (JsonProcessingException e) {
        throw JournalTransfer.importRefused("the export holds a line that is no JSON");
      } catch (IOException e) {
        throw new UncheckedIOException("the export cannot be read", e);
      }
    }

    /** Of the lines read so far. */
    String checksum() {
      return checksum;
    }
  }
}
