// Everything the project asks of the operating system about files: with the process and the C library's mathematics beside
// it, all that differs between systems.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#elseif canImport(Glibc)
  import Glibc
#endif

/// Calls to the operating system, with errors that name the path and the reason.
package enum Platform {
  package static func openForReading(_ path: String) throws(FileError) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("cannot open", path) }
    guard !isDirectory(path) else {
      close(descriptor)
      throw FileError(path: path, problem: "is a directory, expected a file")
    }
    return descriptor
  }

  package static func openForWriting(_ path: String) throws(FileError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure("cannot write", path) }
    return descriptor
  }

  /// Makes a file that does not exist yet.
  package static func createFile(_ path: String) throws(FileError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure("cannot write", path) }
    return descriptor
  }

  /// Reads until `buffer` is full or the file ends; the number of bytes read.
  package static func readFully(
    _ descriptor: Int32,
    into buffer: UnsafeMutableRawBufferPointer,
    path: String
  ) throws(FileError) -> Int {
    var count = 0
    while count < buffer.count {
      let result = read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      if result == 0 { break }
      if result < 0 {
        if errno == EINTR { continue }
        throw failure("cannot read", path)
      }
      count += result
    }
    return count
  }

  /// Lets the next reading begin at the byte `offset`.
  static func seek(_ descriptor: Int32, to offset: Int, path: String) throws(FileError) {
    guard lseek(descriptor, off_t(offset), SEEK_SET) == off_t(offset) else {
      throw failure("cannot read", path)
    }
  }

  /// How many bytes a file in the directory `path`, which need not exist yet, may have; nil where the system does not say.
  package static func freeSpace(in path: String) -> Int? {
    let path = path.isEmpty ? "." : path
    guard exists(path) else { return freeSpace(in: parent(of: path)) }
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    let (bytes, isMore) = Int(clamping: status.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: status.f_frsize)
    )
    return isMore ? nil : bytes
  }

  /// Writes all of `bytes`; false when they are for a pipe whose reader has left.
  package static func writeFully(
    _ descriptor: Int32,
    _ bytes: UnsafeRawBufferPointer,
    path: String
  ) throws(FileError) -> Bool {
    var count = 0
    while count < bytes.count {
      let result = write(descriptor, bytes.baseAddress?.advanced(by: count), bytes.count - count)
      if result < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { return false }
        throw failure("cannot write", path)
      }
      count += result
    }
    return true
  }

  /// Puts a file's bytes on the disk; pipes and devices, which cannot be synced, pass.
  package static func synchronize(_ descriptor: Int32, path: String) throws(FileError) {
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw failure("cannot write", path)
    }
  }

  /// Lets the system begin to put `count` of a file's bytes, which were just written, on the disk.
  ///
  /// Without it Linux begins when much has gathered, and who syncs a large file waits for all of it. Bytes that are on
  /// the disk already make room in memory; what is still on its way stays for the next reader. macOS cannot be asked.
  package static func beginWriting(_ descriptor: Int32, _ start: Int, count: Int) {
    #if !canImport(Darwin)
      posix_fadvise(descriptor, off_t(start), off_t(count), POSIX_FADV_DONTNEED)
    #endif
  }

  package static func closeFile(_ descriptor: Int32) {
    close(descriptor)
  }

  package static func move(_ source: String, to destination: String) throws(FileError) {
    guard rename(source, destination) == 0 else { throw failure("cannot write", destination) }
  }

  /// Makes a directory and all those above it.
  package static func makeDirectory(_ path: String) throws(FileError) {
    guard !path.isEmpty, !isDirectory(path) else { return }
    if exists(path) { throw FileError(path: path, problem: "is a file, expected a directory") }
    try makeDirectory(parent(of: path))
    guard mkdir(path, 0o755) == 0 || isDirectory(path) else { throw failure("cannot make directory", path) }
  }

  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  package static func isDirectory(_ path: String) -> Bool {
    kind(of: path) == S_IFDIR
  }

  package static func isRegularFile(_ path: String) -> Bool {
    kind(of: path) == S_IFREG
  }

  /// Whether there is a link, wherever it leads.
  package static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func kind(of path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  /// Whether two paths lead to the same file.
  package static func isSameFile(_ first: String, _ second: String) -> Bool {
    var (left, right) = (stat(), stat())
    guard stat(first, &left) == 0, stat(second, &right) == 0 else { return false }
    return left.st_dev == right.st_dev && left.st_ino == right.st_ino
  }

  package static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Finds out whether a file can be read, without opening it: a pipe can be opened only once.
  package static func checkReadable(_ path: String) throws(FileError) {
    guard access(path, R_OK) == 0 else { throw failure("cannot open", path) }
    if isDirectory(path) { throw FileError(path: path, problem: "is a directory, expected a file") }
  }

  /// Finds out whether files can be made in a directory, which need not exist yet.
  package static func checkWritable(directory path: String) throws(FileError) {
    let path = path.isEmpty ? "." : path
    guard exists(path) else { return try checkWritable(directory: parent(of: path)) }
    guard isDirectory(path) else { throw FileError(path: path, problem: "is a file, expected a directory") }
    guard access(path, W_OK) == 0 else { throw failure("cannot write", path) }
  }

  /// Takes the lock of a directory: a descriptor, which holds it until it is closed or the program ends, however it ends.
  /// Nil when another program holds it, or has removed the directory. A file system without locks lets everybody in.
  package static func lock(directory path: String) throws(FileError) -> Int32? {
    let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("cannot open", path) }
    let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    // Whoever held it may have removed the directory since, and somebody else made a new one.
    var (held, named) = (stat(), stat())
    let isThere = fstat(descriptor, &held) == 0 && stat(path.isEmpty ? "." : path, &named) == 0
    if !isTaken, isThere, held.st_ino == named.st_ino { return descriptor }
    close(descriptor)
    return nil
  }

  /// The names in a directory, sorted.
  package static func entries(of path: String) throws(FileError) -> [String] {
    guard let directory = opendir(path) else { throw failure("cannot list", path) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: capacity) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The paths that fit a shell's pattern, in no particular order; none when there is none.
  package static func paths(like pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { String(cString: $0) }
    }
  }

  /// Removes a file, a link (never what it points to), or a directory with all that is in it.
  package static func remove(_ path: String) throws(FileError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      guard unlink(path) == 0 else { throw failure("cannot remove", path) }
      return
    }
    for name in try entries(of: path) { try remove(path + "/" + name) }
    guard rmdir(path) == 0 else { throw failure("cannot remove", path) }
  }

  /// The path from the root, links followed.
  package static func absolutePath(of path: String) throws(FileError) -> String {
    guard let resolved = realpath(path, nil) else { throw failure("cannot find", path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The index of the first `byte` in `bytes`, nil when there is none.
  package static func firstIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return nil }
    return memchr(start, Int32(byte), bytes.count).map { UnsafeRawPointer($0) - start }
  }

  /// Whether `left` comes before `right` in the order of their bytes.
  package static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard let first = left.baseAddress, let second = right.baseAddress else {
      return left.count < right.count
    }
    let order = memcmp(first, second, min(left.count, right.count))
    return order == 0 ? left.count < right.count : order < 0
  }

  private static func failure(_ action: String, _ path: String) -> FileError {
    FileError(path: path, problem: "\(action): \(String(cString: strerror(errno)))")
  }
}
