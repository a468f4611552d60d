package lab.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.Sha256Hex;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Failure;
import domain.TopicSpec;
import domain.TopicSpec.Label;
import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import domain.market.RandomWalkCandles;
import features.FeatureSet;
import inference.ModelLimits;
import inference.Predictor;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.ModelSample;
import inference.artifact.OnnxGraphBuilder;
import inference.artifact.TensorType;
import inference.engine.OnnxInspection;
import inference.sandbox.InProcessArtifactCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import onnx.AttributeProto;
import onnx.GraphProto;
import onnx.ModelProto;
import onnx.NodeProto;
import onnx.OperatorSetIdProto;
import onnx.TensorProto;
import onnx.TensorShapeProto;
import onnx.TypeProto;
import onnx.ValueInfoProto;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class ModelImporterTest {
  private static final Path MODELS = Path.of("src/test/resources/lab/models");
  private static final List<String> TEN = FeatureSet.forSetName("predecessor").names();

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sklearn-ridge.onnx",
        "sklearn-ridge-double.onnx",
        "sklearn-forest.onnx",
        "sklearn-boosting.onnx",
        "lightgbm.onnx",
        "xgboost.onnx",
        "xgboost.json",
        "xgboost.ubj",
        "model.pkl",
        "xgboost-early.json",
        "xgboost-early.pkl",
        "xgboost-booster.json",
        "xgboost-1.0.model",
        "xgboost-1.0-dart.pkl",
        "xgboost-1.0-linear.json",
        "xgboost-1.7-missing.json",
        "xgboost-missing-float.pkl",
        "xgboost-missing-numpy.pkl",
        "xgboost-missing-whole.pkl",
        "xgboost-2.0-grid-of-pipeline.joblib",
        "xgboost-1.5.pkl",
        "xgboost-1.7-base-half.json",
        "xgboost-numpy-protocol-0.pkl",
        "xgboost-numpy-protocol-1.pkl",
        "xgboost-numpy-protocol-2.pkl",
        "xgboost-numpy-protocol-3.pkl",
        "xgboost-numpy-protocol-4.pkl",
        "xgboost-numpy-protocol-5.pkl",
        "torch.onnx",
        "torch-legacy.onnx"
      })
  void answersAsTheLibraryThatMadeIt(String name) throws IOException {
    ModelImporter.importFile(MODELS.resolve(name), options(List.of()), dir.resolve("model"));
    ModelManifest manifest = ModelArtifact.read(dir.resolve("model")).manifest();
    assertEquals(TEN, manifest.features());
    JsonNode known = new ObjectMapper().readTree(MODELS.resolve("answers.json").toFile());
    double[] expected = numbers(known.path("answers").path(name));
    assertEquals(40, expected.length);
    byte[] onnx = ModelArtifact.read(dir.resolve("model")).model();
    double[] answers = OnnxInspection.inspect(onnx).predict(onnx, rows(known.path("rows")), 1);
    assertArrayEquals(expected, answers, 1e-6);
    assertEquals(Optional.empty(), InProcessArtifactCheck.findFault(dir.resolve("model")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reg:squarederror | binary:logistic | plain sum of the trees",
        "\"gbtree\" | \"dart\" | no trees",
        "\"num_target\":\"1\" | \"num_target\":\"2\" | 2 targets",
        "\"num_feature\":\"10\",\"num_target\" | \"num_feature\":\"9\",\"num_target\" | names"
            + " differ",
        "[1.25538E-6] | [1E-6,2E-6] | not one number",
        "\"left_children\":[1,3 | \"left_children\":[1,0 | reached twice",
        "\"left_children\":[1,3 | \"left_children\":[1,99 | child index is out of range",
        "\"left_children\":[1,3 | \"left_children\":[1,-1 | never reached",
        "\"left_children\":[1,3 | \"left_children\":[1 | lists differ",
        "\"split_indices\":[1,4 | \"split_indices\":[1,10 | feature index is out of range",
        "\"split_type\":[0,0 | \"split_type\":[0,1 | categories",
        "\"split_conditions\":[-3.397495E-2 | \"split_conditions\":[1E39 | not finite"
      })
  void refusesTreesThatWouldMeanSomethingElse(String good, String bad, String text)
      throws IOException {
    String json = Files.readString(MODELS.resolve("xgboost.json"));
    assertTrue(json.contains(good), good);
    Path file = dir.resolve("model.json");
    Files.writeString(file, json.replaceFirst(Pattern.quote(good), bad));
    assertRefused(file, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lightgbm.onnx", "xgboost-1.7-base-half.json", "sklearn-ridge.onnx"})
  void comparesWithTheTrainersOwnAnswers(String name) throws IOException {
    ImportOptions options = checked(rows(name, 1));
    List<String> remarks = ModelImporter.importFile(alone(name), options, dir.resolve("model"));
    assertTrue(
        remarks.get(0).startsWith("compared with 40 predictions of the trainer"), remarks + "");
    ModelManifest manifest = ModelArtifact.read(dir.resolve("model")).manifest();
    assertEquals(TEN, manifest.features(), "in the order of the reference rows");
    assertTrue(manifest.samples().size() >= 32);
    assertEquals(Optional.empty(), InProcessArtifactCheck.findFault(dir.resolve("model")));
  }

  @Test
  void aHorizonOfMinutesIsTriedOnCandlesOfMinutes() throws IOException {
    CandleSeries minutes =
        RandomWalkCandles.candles(RandomWalkCandles.closes(900, 3), Duration.ofMinutes(1));
    ImportOptions options =
        new ImportOptions(
            "quick",
            List.of("log_price = ln(close)"),
            PredictionTarget.LOG_RETURN,
            "btcusd",
            Duration.ofMinutes(5),
            null,
            minutes,
            null,
            List.of(),
            64 << 20);
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInput(tensor("x", OnnxGraphBuilder.FLOAT, 1))
            .addNode(node("Sub", "y", "x", "x"))
            .addOutput(tensor("y", OnnxGraphBuilder.FLOAT, 1));
    Path file = Files.write(dir.resolve("quick.onnx"), model(graph).toByteArray());
    ModelImporter.importFile(file, options, dir.resolve("model"));
    ModelManifest made = ModelArtifact.read(dir.resolve("model")).manifest();
    assertEquals(Duration.ofMinutes(5), made.horizon());
  }

  /** An array of float32 in Python, whose numbers pandas prints as short as they are told apart. */
  @Test
  void takesRowsOfSinglePrecisionForWhatTheyAreInAModelOfDoubles() throws IOException {
    Path file = alone("sklearn-ridge-double.onnx");
    byte[] onnx = Files.readAllBytes(file);
    double[][] single = new double[40][10];
    for (double[] row : single) {
      Arrays.setAll(
          row, i -> (float) Math.sin(row.length + i * 7 + Arrays.asList(single).indexOf(row)));
    }
    double[] answers = OnnxInspection.inspect(onnx).predict(onnx, single, 1);
    StringBuilder csv = new StringBuilder(String.join(",", TEN) + ",prediction\n");
    for (int r = 0; r < single.length; r++) {
      Arrays.stream(single[r]).forEach(it -> csv.append((float) it).append(','));
      csv.append(answers[r]).append('\n');
    }
    Path rows = Files.writeString(dir.resolve("rows.csv"), csv);
    List<String> remarks =
        ModelImporter.importFile(file, checked(ReferenceRows.read(rows)), dir.resolve("model"));
    assertTrue(remarks.get(0).startsWith("compared with 40 predictions"), remarks + "");
  }

  @Test
  void anOutputOfTwoColumnsAsksForAChoice() throws IOException {
    ModelProto.Builder model =
        ModelProto.parseFrom(Files.readAllBytes(MODELS.resolve("sklearn-ridge.onnx"))).toBuilder();
    model
        .getGraphBuilder()
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(1)
        .setDimValue(2);
    Path file = Files.write(dir.resolve("two.onnx"), model.build().toByteArray());
    assertRefused(file, "has 2 columns; choose one with --output variable:COLUMN");
  }

  /** A random forest of LightGBM averages its 20 trees; the usual converter divides by 100. */
  @Test
  void refusesAConversionThatAnswersOtherwise() throws IOException {
    Path file = alone("lightgbm.onnx");
    ImportOptions options = checked(rows("lightgbm.onnx", 1.0 / 20));
    Failure.Stop refusal =
        assertThrows(
            Failure.Stop.class, () -> ModelImporter.importFile(file, options, dir.resolve("no")));
    assertTrue(refusal.getMessage().contains("in 40 of 40 rows"), refusal.getMessage());
    assertFalse(Files.exists(dir.resolve("no")));
  }

  @Test
  void saysThatNothingWasComparedAndOnWhatItWasTried() throws IOException {
    List<String> remarks =
        ModelImporter.importFile(MODELS.resolve("xgboost.json"), options(TEN), dir.resolve("m"));
    assertTrue(remarks.get(0).startsWith("its predictions were not compared"), remarks + "");
    assertTrue(remarks.get(1).contains("--candles"), remarks + "");
    ModelSample sample = ModelArtifact.read(dir.resolve("m")).manifest().samples().get(0);
    double price = Math.exp(sample.inputs().get(TEN.indexOf("log_price")));
    assertTrue(price > 100 && price < 10_000_000, "as of a market, not of noise: " + price);
    ImportOptions real =
        new ImportOptions(
            "mine",
            TEN,
            PredictionTarget.LOG_RETURN,
            "btcusd",
            168,
            null,
            RandomWalkCandles.candles(900, 3),
            null);
    remarks = ModelImporter.importFile(MODELS.resolve("sklearn-forest.onnx"), real, dir);
    assertEquals("tried on 32 rows of btcusd", remarks.get(1));
    double logPrice = ModelArtifact.read(dir).manifest().samples().get(0).inputs().get(0);
    assertTrue(logPrice > 5, "a row of the market, not of N(0,1): " + logPrice);
  }

  /** As skl2onnx exports a pipeline that was fitted on a DataFrame: a tensor for each column. */
  @Test
  void servesAnExportOfADataFrame() throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("sum");
    for (String name : List.of("ret_1h", "ret_24h")) {
      graph.addInput(tensor(name, 1, 1));
    }
    graph.addNode(node("Sub", "y", "ret_1h", "ret_24h")).addOutput(tensor("y", 1, 1));
    ModelSample sample = importAndAskFirst(graph, List.of(), null);
    assertEquals(sample.inputs().get(0) - sample.inputs().get(1), sample.answer(), 1e-6);
    assertEquals(List.of("ret_1h", "ret_24h"), ModelArtifact.read(dir).manifest().features());
  }

  @Test
  void feedsASequenceModelWithTheHoursBefore() throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("sum");
    graph.addInput(tensor("x", 1, 2, 2)).addOutput(tensor("y", 1, 2));
    graph.addNode(
        node("ReduceSum", "y", "x", "axis").toBuilder()
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("keepdims")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(0)));
    graph.addInitializer(
        TensorProto.newBuilder().setName("axis").setDataType(7).addDims(1).addInt64Data(1));
    ModelSample sample = importAndAskFirst(graph, List.of("ret_1h", "ret_24h"), "y:1");
    assertEquals(
        List.of("ret_1h[-1]", "ret_24h[-1]", "ret_1h", "ret_24h"),
        ModelArtifact.read(dir).manifest().features());
    assertEquals(sample.inputs().get(1) + sample.inputs().get(3), sample.answer(), 1e-6);
    importAndAskFirst(graph, List.of("mom_5m", "sigma_5m"), "y:1", Duration.ofMinutes(5));
    assertEquals(
        List.of("mom_5m[-1m]", "sigma_5m[-1m]", "mom_5m", "sigma_5m"),
        ModelArtifact.read(dir).manifest().features());
  }

  @Test
  void asksForAChoiceBetweenTwoOutputs() throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("two");
    graph.addInput(tensor("x", 1, 1));
    for (String name : List.of("mean", "spread")) {
      graph.addNode(node(name.equals("mean") ? "Identity" : "Abs", name, "x"));
      graph.addOutput(tensor(name, 1, 1));
    }
    Failure.Stop refusal =
        assertThrows(Failure.Stop.class, () -> importAndAskFirst(graph, List.of("ret_1h"), null));
    assertTrue(refusal.getMessage().contains("outputs [mean, spread]"), refusal.getMessage());
    ModelSample sample = importAndAskFirst(graph, List.of("ret_1h"), "spread");
    assertEquals(Math.abs(sample.inputs().get(0)), sample.answer(), 1e-6);
  }

  @Test
  void servesAllNamedOutputsToATopicWithLabels() throws IOException {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("two")
            .addInput(tensor("x", OnnxGraphBuilder.FLOAT, 1))
            .addNode(node("Identity", "mean", "x"))
            .addNode(node("Abs", "spread", "x"))
            .addOutput(tensor("mean", OnnxGraphBuilder.FLOAT, 1))
            .addOutput(tensor("spread", OnnxGraphBuilder.FLOAT, 1));
    Path file = Files.write(dir.resolve("two.onnx"), model(graph).toByteArray());
    ImportOptions options =
        new ImportOptions(
            "two",
            List.of("ret_1h"),
            PredictionTarget.LOG_RETURN,
            "btcusd",
            Duration.ofHours(168),
            null,
            null,
            null,
            List.of("centre", "width"),
            64 << 20);
    ModelImporter.importFile(file, options, dir);
    TopicSpec topic = labelled(new Label("wide", "width"), new Label("mid", "centre"));
    FeatureVector row =
        new FeatureVector(
            List.of("ret_1h"),
            List.of(-0.5),
            Sha256Hex.ofLines(List.of("ret_1h")),
            Instant.EPOCH,
            0.1);
    try (Predictor predictor =
        new Predictor(
            dir,
            dir.resolve("state"),
            new ModelLimits(Duration.ofSeconds(60), Duration.ofMinutes(2), 64))) {
      predictor.refreshAndValidate(topic);
      assertArrayEquals(new double[] {0.5, -0.5}, predictor.predictLabels(topic, row), 1e-6);
      Failure.Retry refusal =
          assertThrows(Failure.Retry.class, () -> predictor.refreshAndValidate(labelled()));
      assertTrue(refusal.getMessage().contains("[centre, width]"), refusal.getMessage());
    }
  }

  private static TopicSpec labelled(Label... labels) {
    return new TopicSpec(
        80, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168), List.of(labels));
  }

  private ModelSample importAndAskFirst(
      GraphProto.Builder graph, List<String> features, String output) throws IOException {
    return importAndAskFirst(graph, features, output, Duration.ofHours(168));
  }

  private ModelSample importAndAskFirst(
      GraphProto.Builder graph, List<String> features, String output, Duration horizon)
      throws IOException {
    Path file = Files.write(dir.resolve("own.onnx"), model(graph).toByteArray());
    ImportOptions options =
        new ImportOptions(
            "mine",
            features,
            PredictionTarget.LOG_RETURN,
            "btcusd",
            horizon,
            null,
            null,
            output,
            List.of(),
            64 << 20);
    ModelImporter.importFile(file, options, dir);
    return ModelArtifact.read(dir).manifest().samples().get(0);
  }

  private static ModelProto model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(15))
        .setGraph(graph)
        .build();
  }

  private static NodeProto node(String operation, String result, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operation)
        .addAllInput(List.of(inputs))
        .addOutput(result)
        .build();
  }

  private static ValueInfoProto tensor(String name, int type, int... shape) {
    TensorShapeProto.Builder all = TensorShapeProto.newBuilder();
    all.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"));
    for (int size : shape) {
      all.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(all)))
        .build();
  }

  @Test
  void refusesAnswersOfAnotherUnit() throws IOException {
    ImportOptions price =
        new ImportOptions(
            "mine",
            TEN,
            PredictionTarget.PRICE,
            "btcusd",
            168,
            null,
            RandomWalkCandles.candles(900, 3),
            null);
    Failure.Stop refusal =
        assertThrows(
            Failure.Stop.class,
            () -> ModelImporter.importFile(MODELS.resolve("sklearn-forest.onnx"), price, dir));
    assertTrue(refusal.getMessage().contains("check unit, target"), refusal.getMessage());
  }

  /** What the three lines of Python in docs/models.md write. */
  private ReferenceRows rows(String name, double factor) throws IOException {
    JsonNode known = new ObjectMapper().readTree(MODELS.resolve("answers.json").toFile());
    List<String> lines = new ArrayList<>(List.of(String.join(",", TEN) + ",prediction"));
    for (int i = 0; i < known.path("rows").size(); i++) {
      List<String> cells = new ArrayList<>();
      known.path("rows").get(i).forEach(cell -> cells.add(cell.asText()));
      cells.add(factor * known.path("answers").path(name).get(i).asDouble() + "");
      lines.add(String.join(",", cells));
    }
    return ReferenceRows.read(Files.write(dir.resolve("rows.csv"), lines));
  }

  private static ImportOptions checked(ReferenceRows rows) {
    return new ImportOptions(
        "mine", List.of(), PredictionTarget.LOG_RETURN, "btcusd", 168, rows, null, null);
  }

  /** Sums that pass 0.5 on their way to 0.01 lose more in float32 than their result suggests. */
  @Test
  void allowsTheRoundingOfTheSumsAndNoMore() throws IOException {
    ModelImporter.importFile(
        alone("xgboost-1.7-base-half.json"), options(TEN), dir.resolve("model"));
    ModelArtifact artifact = ModelArtifact.read(dir.resolve("model"));
    TensorType dtype = artifact.manifest().dtype();
    OnnxInspection inspection = OnnxInspection.inspect(artifact.model());
    int beyondRelative = 0;
    for (ModelSample sample : artifact.manifest().samples()) {
      double got = inspection.predict(artifact.model(), new double[][] {sample.toArray()}, 1)[0];
      beyondRelative += dtype.isClose(sample.answer(), got, 0) ? 0 : 1;
      assertTrue(dtype.isClose(sample.answer(), got, sample.rounding()));
      assertFalse(dtype.isClose(sample.answer(), got + 1e-4, sample.rounding()));
    }
    assertTrue(beyondRelative > 0, "the case must need it");
  }

  @Test
  void executesNothingInAPickle() throws IOException {
    Path mark = dir.resolve("executed");
    String program = "cos\nsystem\n(S'touch " + mark + "'\ntR.";
    Path file = Files.writeString(dir.resolve("model.pkl"), program, StandardCharsets.US_ASCII);
    assertRefused(file, "it holds os.system, not an XGBoost regressor; export it");
    assertFalse(Files.exists(mark));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONFIG-offset:.. | saved by XGBoost 1.2 or older",
        "{'Config':{},'version':[1,4,2],.. | saved by XGBoost 1.4.2"
      })
  void namesTheVersionOfABoosterItCannotRead(String handle, String text) throws IOException {
    String bytes = handle.replace('\'', '"');
    String program =
        "cxgboost.core\nBooster\n)\u0081}U\u0006handlec__builtin__\nbytearray\n"
            + "(V%s\nVlatin-1\ntRsb.".formatted(bytes);
    Path file = dir.resolve("old.pkl");
    Files.writeString(file, program, StandardCharsets.ISO_8859_1);
    assertRefused(file, text);
    assertRefused(file, "model.save_model(\"model.json\")");
  }

  @Test
  void refusesDamagedPicklesAndUbjWithASentence() throws IOException {
    for (String name : List.of("model.pkl", "xgboost.ubj")) {
      byte[] whole = Files.readAllBytes(MODELS.resolve(name));
      for (int length = 0; length < whole.length - 1; length += 997) {
        Path file = dir.resolve(name);
        Files.write(file, Arrays.copyOf(whole, length));
        assertRefused(file, "");
      }
    }
  }

  @Test
  void refusesKindsItDoesNotKnowAndSaysHowToExport() throws IOException {
    assertRefused(Files.writeString(dir.resolve("model.joblib"), "x"), "docs/models.md");
    assertRefused(
        Files.writeString(dir.resolve("m.txt"), "tree\nversion=v4\n"), "convert_lightgbm");
    assertRefused(Files.writeString(dir.resolve("m.cbm"), "CBM1..."), "format=\"onnx\"");
    assertRefused(Files.writeString(dir.resolve("model.onnx"), "<html>"), "no ONNX file");
  }

  @Test
  void asksForNamesWhereTheFileHasNone() throws IOException {
    Path file = alone("lightgbm.onnx");
    Failure.Stop refusal =
        assertThrows(
            Failure.Stop.class, () -> ModelImporter.importFile(file, options(List.of()), dir));
    assertTrue(refusal.getMessage().contains("--features"), refusal.getMessage());
  }

  @Test
  void refusesFeaturesThatCannotBeComputed() throws IOException {
    Path file = alone("lightgbm.onnx");
    List<String> unknown = IntStream.range(0, 10).mapToObj(i -> "f" + i).toList();
    Failure.Stop refusal =
        assertThrows(
            Failure.Stop.class, () -> ModelImporter.importFile(file, options(unknown), dir));
    assertTrue(refusal.getMessage().contains("no feature is called 'f0'"), refusal.getMessage());
  }

  @Test
  void refusesWhatTorchSpreadsOverTwoFiles() throws IOException {
    assertRefused(alone("torch-plain.onnx"), "torch.onnx.export");
    assertRefused(alone("torch.pt"), "torch.nn.modules.container.Sequential of PyTorch");
  }

  @Test
  void survivesAPickleThatAsksForGigabytes() throws IOException {
    byte[] bomb = {(byte) 0x80, 4, 'B', -1, -1, -1, 0x7f, '.'};
    Path file = Files.write(dir.resolve("bomb.pkl"), bomb);
    assertRefused(file, "cannot be read as a pickle; export it");
  }

  /** Without the list of names that lies beside the fixtures. */
  private Path alone(String name) throws IOException {
    return Files.copy(MODELS.resolve(name), dir.resolve(name));
  }

  private void assertRefused(Path file, String text) {
    Failure.Stop refusal =
        assertThrows(
            Failure.Stop.class,
            () -> ModelImporter.importFile(file, options(List.of()), dir.resolve("model")));
    assertEquals(65, refusal.exitCode());
    assertTrue(refusal.getMessage().contains(text), refusal.getMessage());
    assertFalse(Files.exists(dir.resolve("model")));
  }

  private static ImportOptions options(List<String> features) {
    return new ImportOptions("mine", features, PredictionTarget.LOG_RETURN, "btcusd", 168);
  }

  private static double[][] rows(JsonNode rows) {
    double[][] all = new double[rows.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers(rows.get(i));
    }
    return all;
  }

  private static double[] numbers(JsonNode list) {
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }
}
