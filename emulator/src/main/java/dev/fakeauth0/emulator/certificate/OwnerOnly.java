package dev.fakeauth0.emulator.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files nobody but their owner can read, as far as the file system can say so. */
final class OwnerOnly {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private OwnerOnly() {}

  /**
   * Makes the directories that are missing, for the owner only. One that is there stays as it is.
   */
  static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
      ownersAclOnly(directory);
    }
  }

  /** An empty file beside others, to be renamed or linked to its place. */
  static Path createTemporaryFile(Path directory, String prefix) throws IOException {
    // The JDK makes temporary files readable by their owner only where the file system is POSIX.
    Path file = Files.createTempFile(directory, prefix, ".tmp");
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      ownersAclOnly(file);
    }
    return file;
  }

  /** Whether the file system says that somebody else can read or write it. */
  static boolean isReadableByOthers(Path file) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix == null) {
      return false;
    }
    for (PosixFilePermission permission : posix.readAttributes().permissions()) {
      if (OTHERS.contains(permission)) {
        return true;
      }
    }
    return false;
  }

  private static void ownersAclOnly(Path path) throws IOException {
    AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (acl != null) {
      acl.setAcl(
          List.of(
              AclEntry.newBuilder()
                  .setType(AclEntryType.ALLOW)
                  .setPrincipal(acl.getOwner())
                  .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                  .build()));
    }
  }
}
