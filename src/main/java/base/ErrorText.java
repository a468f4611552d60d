package base;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;

/** What people read of an exception of Java or of a library: never the name of its class. */
public final class ErrorText {
  private ErrorText() {}

  /** A few words, without a full stop; the file where there is one, but no address. */
  public static String describe(Throwable error) {
    Throwable cause = withoutWrappers(error);
    if (cause instanceof FileSystemException file) {
      return file.getFile() + ": " + fileReason(file);
    }
    return connectionText(cause).isEmpty() ? messageOf(cause) : connectionText(cause);
  }

  private static Throwable withoutWrappers(Throwable error) {
    Throwable it = error;
    while (it.getCause() != null
        && (it instanceof ExecutionException
            || it instanceof CompletionException
            || it instanceof UncheckedIOException
            || it.getCause() instanceof UnresolvedAddressException
            || it.getCause() instanceof ConnectException)) {
      it = it.getCause();
    }
    return it;
  }

  /** Empty for what has nothing to do with a connection. */
  private static String connectionText(Throwable cause) {
    if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
      return "no DNS knows its host";
    }
    if (cause instanceof TimeoutException
        || cause instanceof HttpTimeoutException
        || cause instanceof InterruptedIOException) {
      return "no answer in time";
    }
    if (cause.getClass().getName().startsWith("javax.net.ssl.")) {
      return "TLS fails: " + messageOf(cause);
    }
    if (cause instanceof EOFException || cause instanceof ClosedChannelException) {
      return "it closed the connection before the answer was complete";
    }
    if (cause instanceof ZipException) {
      return "its compressed answer is damaged";
    }
    return cause instanceof SocketException ? socketText(cause) : "";
  }

  private static String socketText(Throwable cause) {
    String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (said.contains("timed out")) {
      return "no answer in time";
    }
    if (cause instanceof NoRouteToHostException || said.contains("unreachable")) {
      return "no route leads to its host";
    }
    if (cause instanceof BindException) {
      return messageOf(cause);
    }
    return cause instanceof ConnectException
        ? "it refuses the connection"
        : "it broke the connection";
  }

  /** Why a file could not be used. */
  public static String fileReason(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "something else has this name";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    return e.getReason() == null ? "the system gives no reason" : OutsideText.clean(e.getReason());
  }

  private static String messageOf(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return "the memory is full";
    }
    return cause.getMessage() == null || cause.getMessage().isBlank()
        ? words(cause.getClass().getSimpleName())
        : OutsideText.clean(cause.getMessage());
  }

  /** {@code IllegalStateException} reads as "illegal state". */
  private static String words(String className) {
    return className
        .replaceFirst("(Exception|Error)$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
