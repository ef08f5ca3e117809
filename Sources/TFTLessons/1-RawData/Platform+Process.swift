// What the project asks of the operating system about the program itself: clock, memory, processors, terminal, signals.

import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#elseif canImport(Glibc)
  import Glibc
#endif

/// How often Ctrl-C was pressed; apart, since a signal's function can reach nothing but what is global.
private let interruptCount = Atomic<Int>(0)

extension Platform {
  package static var processIdentifier: Int { Int(getpid()) }

  /// The user's home, as the environment has it.
  package static var homeDirectory: String? { environment("HOME") }

  /// The value of a variable of the environment; nil when it is not set.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Where the program's file is, without links; nil where the system does not say.
  package static var executablePath: String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _ = _NSGetExecutablePath(nil, &size)
      var buffer = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
      let link = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    #else
      let link = "/proc/self/exe"
    #endif
    guard let path = realpath(link, nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// Seconds on a clock that never goes back.
  package static func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The most memory the program has had at once, in bytes; nil where the system does not say.
  package static var peakMemory: Int? {
    #if canImport(Darwin)
      var usage = rusage()
      return getrusage(RUSAGE_SELF, &usage) == 0 ? Int(usage.ru_maxrss) : nil
    #else
      // Not `getrusage`: there a program starts with the peak of the one that started it.
      let path = "/proc/self/status"
      guard let descriptor = try? openForReading(path) else { return nil }
      defer { closeFile(descriptor) }
      return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
        guard let count = try? readFully(descriptor, into: buffer, path: path) else { return nil }
        return kilobytes(after: "VmHWM:", in: buffer[..<count])
      }
    #endif
  }

  #if !canImport(Darwin)
    /// The number behind `key`, which the system gives in kB, in bytes.
    private static func kilobytes(after key: StaticString, in text: Slice<UnsafeMutableRawBufferPointer>)
      -> Int?
    {
      let key = UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
      guard let line = text.split(separator: UInt8(ascii: "\n")).first(where: { $0.starts(with: key) }) else {
        return nil
      }
      let digits = line.dropFirst(key.count).filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return Int(String(decoding: digits, as: UTF8.self)).map { $0 * 1024 }
    }
  #endif

  package static var processorCount: Int {
    max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// Lets another thread have the processor, if one waits for it.
  static func yieldProcessor() {
    sched_yield()
  }

  /// How many columns the terminal has that `descriptor` leads to; nil where it leads to none.
  package static func terminalColumns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Whether `descriptor` leads to a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether somebody has pressed Ctrl-C, closed the terminal or asked the program to end since `catchInterrupt()`.
  package static var isInterrupted: Bool { interruptCount.load(ordering: .relaxed) > 0 }

  /// Lets the work in hand come to a clean stop at Ctrl-C, if it asks for `isInterrupted`; the second one ends the
  /// program at once.
  package static func catchInterrupt() {
    interruptCount.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        interruptCount.add(1, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// Ctrl-C ends the program at once, as it did before.
  package static func releaseInterrupt() {
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }

  /// Writing into a pipe whose reader has left becomes an error to report, not a silent death.
  package static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  package static func terminate(status: Int32) -> Never {
    exit(status)
  }
}
