package lab.importer;

import base.ErrorText;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import lab.importer.xgboost.UbjsonReader;
import lab.importer.xgboost.XgboostBinaryReader;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lzma.LZMACompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Reads a model file as its library saved it. The first bytes determine the format: one file name
 * ending stands for several formats, and XGBoost 1.x writes its binary form under any.
 */
final class ModelFileReader {
  private static final int LZMA_MEMORY_KIB = 128 << 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFileReader() {}

  /** Reads the model; without given names, those of a {@code features.json} beside it are used. */
  static ImportedModel read(Path file, ImportOptions options) throws IOException {
    if (Files.isDirectory(file)
        || !Files.isRegularFile(file)
        || Files.size(file) > options.most()) {
      throw new IllegalArgumentException(
          Files.exists(file.resolve("saved_model.pb"))
              ? "it is a model of TensorFlow; " + ExportInstructions.forKind("tensorflow")
              : "there is no such file of at most " + options.most() + " bytes (--max-mib)");
    }
    byte[] bytes = unpack(Files.readAllBytes(file), (int) options.most());
    List<String> named = options.namedFeatures();
    List<String> names = named.isEmpty() ? namesBeside(file) : named;
    return file.toString().endsWith(".onnx")
        ? OnnxImporter.importModel(bytes, names, options)
        : parse(bytes, names);
  }

  private static ImportedModel parse(byte[] bytes, List<String> names) {
    ForeignModelFile.refuseKnown(bytes);
    if (XgboostBinaryReader.isBinary(bytes)) {
      return XgboostImporter.importModel(XgboostBinaryReader.read(bytes), names);
    }
    if (bytes.length > 1 && bytes[0] == '{') {
      boolean text = bytes[1] == '"' || Character.isWhitespace(bytes[1]);
      JsonNode json = text ? parseJson(bytes) : UbjsonReader.read(bytes);
      return XgboostImporter.importModel(json, names);
    }
    return PickledModelImporter.importModel(bytes, names);
  }

  /** Joblib compresses in one of six formats and adds no header of its own. */
  private static byte[] unpack(byte[] bytes, int most) {
    try (InputStream in = unpacking(bytes, new ByteArrayInputStream(bytes))) {
      byte[] unpacked = in.readNBytes(most + 1);
      if (unpacked.length > most) {
        throw new IllegalArgumentException(
            "it unpacks to more than " + most + " bytes (--max-mib)");
      }
      return unpacked;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "it is a damaged compressed file: " + ErrorText.describe(e), e);
    }
  }

  private static InputStream unpacking(byte[] bytes, InputStream in) throws IOException {
    if (startsWith(bytes, 0x1f, 0x8b)) {
      return new GZIPInputStream(in);
    }
    if (startsWith(bytes, 'B', 'Z', 'h')) {
      return new BZip2CompressorInputStream(in);
    }
    if (startsWith(bytes, 0xfd, '7', 'z', 'X', 'Z')) {
      return new XZCompressorInputStream(in, false, LZMA_MEMORY_KIB);
    }
    if (startsWith(bytes, 0x5d, 0, 0)) {
      return new LZMACompressorInputStream(in, LZMA_MEMORY_KIB);
    }
    if (startsWith(bytes, 0x04, 0x22, 0x4d, 0x18)) {
      return new FramedLZ4CompressorInputStream(in);
    }
    boolean zlib =
        startsWith(bytes, 0x78) && bytes.length > 1 && (0x7800 + (bytes[1] & 0xff)) % 31 == 0;
    return zlib ? new InflaterInputStream(in) : in;
  }

  static boolean startsWith(byte[] bytes, int... head) {
    return bytes.length >= head.length
        && Arrays.equals(
            head, new String(bytes, 0, head.length, StandardCharsets.ISO_8859_1).chars().toArray());
  }

  private static JsonNode parseJson(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "it is no JSON; " + ExportInstructions.forKind("xgboost"), e);
    }
  }

  private static List<String> namesBeside(Path file) throws IOException {
    Path beside = file.resolveSibling("features.json");
    if (!Files.exists(beside)) {
      return List.of();
    }
    try {
      JsonNode json = JSON.readTree(beside.toFile());
      JsonNode list = json.isArray() ? json : findList(json);
      return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    } catch (JacksonException e) {
      throw new IllegalArgumentException(beside + " is no JSON list of names", e);
    }
  }

  /** Accepts a list of names, or an object with such a list in it. */
  private static JsonNode findList(JsonNode json) {
    for (String key : List.of("features", "feature_names")) {
      if (json.path(key).isArray()) {
        return json.path(key);
      }
    }
    return StreamSupport.stream(json.spliterator(), false)
        .filter(JsonNode::isArray)
        .findFirst()
        .orElseGet(JSON::createArrayNode);
  }
}
