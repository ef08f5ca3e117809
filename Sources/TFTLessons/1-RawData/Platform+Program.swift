// How other programs are run.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#elseif canImport(Glibc)
  import Glibc
#endif

extension Platform {
  /// How a program came to its end.
  package enum ProgramEnd: Equatable, Sendable {
    /// By itself, with its exit status.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)
    /// It took longer than it was given, and was ended.
    case outOfTime
  }

  /// Runs the program `words[0]`, which is looked for as the shell does, with the other words, and waits for it. What it
  /// writes, results and diagnostics alike, goes to the file `output`; it has nothing to read.
  ///
  /// - Parameters:
  ///   - environment: variables that it has besides those of this program.
  ///   - seconds: how long it may take.
  /// - Throws: `FileError` when there is no such program, or the file cannot be written.
  package static func run(
    _ words: [String],
    environment: [String: String],
    output: String,
    seconds: Double
  ) throws(FileError) -> ProgramEnd {
    let descriptor = try openForWriting(output)
    defer { close(descriptor) }
    let nothing = try openForReading("/dev/null")
    defer { close(nothing) }
    let process = try start(words, environment: environment, [nothing, descriptor, descriptor])
    return wait(for: process, seconds: seconds)
  }

  /// Starts a program whose descriptors 0, 1 and 2 are `descriptors`.
  private static func start(
    _ words: [String],
    environment: [String: String],
    _ descriptors: [Int32]
  ) throws(FileError) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    for (name, value) in environment { setenv(name, value, 1) }
    defer { for name in environment.keys { unsetenv(name) } }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    guard failure == 0 else {
      throw FileError(path: words[0], problem: "cannot be run: \(String(cString: strerror(failure)))")
    }
    return process
  }

  /// Waits until `process` has ended; after `seconds` it is asked to end, as Ctrl-C would.
  private static func wait(for process: pid_t, seconds: Double) -> ProgramEnd {
    let start = monotonicSeconds()
    var status: Int32 = 0
    var isAsked = false
    while true {
      let result = waitpid(process, &status, WNOHANG)
      if result == process { break }
      if result < 0, errno != EINTR { return .exited(1) }
      if !isAsked, monotonicSeconds() - start > seconds {
        isAsked = true
        kill(process, SIGINT)
      }
      usleep(20_000)
    }
    if isAsked { return .outOfTime }
    // What the macros WIFSIGNALED and WEXITSTATUS say, which Swift does not have.
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }
}
