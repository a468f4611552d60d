package cli.setup;

import base.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the completion of a shell; the man pages are made by the build. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Print the completion of a shell.",
    footer = {
      "",
      "Examples: source <(dromedary completion bash)      # zsh takes the same",
      "          dromedary completion fish > ~/.config/fish/completions/dromedary.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  enum Form {
    BASH("dromedary.bash"),
    ZSH("_dromedary"),
    FISH("dromedary.fish");

    private final String file;

    Form(String file) {
      this.file = file;
    }
  }

  @Parameters(
      arity = "0..1",
      defaultValue = "bash",
      paramLabel = "FORM",
      description = "bash, zsh or fish (${DEFAULT-VALUE})")
  private Form form;

  @Option(names = "--out", paramLabel = "DIR", description = "Write all of them to this folder.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (out == null) {
      PrintWriter to = spec.commandLine().getOut();
      to.print(toText(form));
      to.flush();
      return ExitStatus.OK;
    }
    Files.createDirectories(out);
    for (Form one : Form.values()) {
      Files.writeString(out.resolve(one.file), toText(one));
    }
    return ExitStatus.OK;
  }

  private String toText(Form one) {
    CommandLine root = spec.root().commandLine();
    return switch (one) {
      case BASH -> AutoComplete.bash("dromedary", root);
      case ZSH -> zshCompletion(root);
      case FISH -> FishCompletion.toText(root);
    };
  }

  /**
   * The bash script with what it lacks as a file in zsh's fpath: an alias of the same file has no
   * effect there, and the call that loads the file has to complete, too.
   */
  private static String zshCompletion(CommandLine root) {
    return "#compdef dromedary\n"
        + AutoComplete.bash("dromedary", root).replaceFirst("(?m)^ *alias compopt=.*\n", "")
        + "\n[ \"${funcstack[1]:-}\" != _dromedary ]"
        + " || _bash_complete -o default -F _complete_dromedary\n";
  }
}
