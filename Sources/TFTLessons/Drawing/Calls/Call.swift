/// One call of a traced run.
public struct Call: Sendable, Equatable {
  /// The function that made the call; `main` for the outermost ones.
  public var caller: String
  /// The function that was called.
  public var called: String
  /// How long it took, in seconds, including the calls it made itself.
  public var elapsed: Double

  /// Makes a record of a call.
  public init(caller: String, called: String, elapsed: Double) {
    self.caller = caller
    self.called = called
    self.elapsed = elapsed
  }
}
