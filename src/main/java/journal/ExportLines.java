package journal;

import base.Sha256Hex;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The lines of an export, each a JSON object; the last one carries the checksum of the others. */
final class ExportLines {
  private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExportLines() {}

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
