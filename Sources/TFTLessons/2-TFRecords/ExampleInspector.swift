import RawData

/// Infers the features of `tf.train.Example` messages, one message after the other, in memory for the features alone.
///
/// It is stricter than `ExampleDecoder`, which passes over what it does not know: a message with any field that
/// `tf.train.Example` does not have counts as another one, for few bytes of text are no message of this kind.
public struct ExampleInspector: Sendable {
  /// What the messages so far say of one feature.
  public struct Feature: Equatable, Sendable {
    /// The feature's name.
    public let name: String
    /// The types of its lists: one, or several when the messages disagree; none when no list had a type.
    public internal(set) var types: Set<FeatureType> = []
    /// How many examples have it, with or without values.
    public internal(set) var exampleCount = 0
    /// The fewest values in an example that has it.
    public internal(set) var fewestValues = Int.max
    /// The most values in an example.
    public internal(set) var mostValues = 0
  }

  /// More features than these are not listed, so that wrong data cannot fill the memory.
  public static let largestFeatureCount = 10_000

  /// How many messages were examples.
  public private(set) var exampleCount = 0
  /// Whether there were more features than are listed.
  public private(set) var isOverfull = false
  private var found: [Feature] = []
  private var indices: [[UInt8]: Int] = [:]
  private var names: [[UInt8]] = []

  /// An inspector that has seen no message.
  public init() {}

  /// The features so far, sorted by name.
  public var features: [Feature] {
    found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Takes one message into account; false when it is no `tf.train.Example`. An empty message is one without features.
  @discardableResult
  public mutating func add(_ message: ArraySlice<UInt8>) -> Bool {
    guard let entries = try? ExampleOutline.entries(of: message.span) else { return false }
    exampleCount += 1
    var seen: Set<Int> = []
    // Of a feature that comes twice the last counts, as protobuf has it.
    for (position, entry) in entries.enumerated().reversed() {
      let name = message[
        message.startIndex + entry.name.lowerBound..<message.startIndex + entry.name.upperBound
      ]
      guard let index = index(of: name, guess: position), seen.insert(index).inserted else { continue }
      if let type = entry.type { found[index].types.insert(type) }
      found[index].exampleCount += 1
      found[index].fewestValues = min(found[index].fewestValues, entry.valueCount)
      found[index].mostValues = max(found[index].mostValues, entry.valueCount)
    }
    return true
  }

  /// The place of a feature in `found`; nil for a new one when there are too many.
  ///
  /// - Parameter guess: where to look first, as most files have the features of every message in the same order.
  private mutating func index(of name: ArraySlice<UInt8>, guess: Int) -> Int? {
    let mirrored = names.count - 1 - guess
    if names.indices.contains(mirrored), name.elementsEqual(names[mirrored]) { return mirrored }
    let key = Array(name)
    if let index = indices[key] { return index }
    guard found.count < Self.largestFeatureCount else {
      isOverfull = true
      return nil
    }
    indices[key] = found.count
    names.append(key)
    found.append(Feature(name: String(decoding: key, as: UTF8.self)))
    return found.count - 1
  }

  /// The features of one message with their values, sorted by name; nil for a feature whose list has no type.
  ///
  /// - Returns: nil when the message is no `tf.train.Example`.
  public static func values(of message: ArraySlice<UInt8>) -> [(name: String, values: FeatureValues?)]? {
    var inspector = ExampleInspector()
    guard inspector.add(message) else { return nil }
    let features = inspector.features
    let specs = features.compactMap { feature in
      feature.types.first.map { FeatureSpec(feature.name, $0, presence: .optional) }
    }
    var messages = ByteStrings()
    messages.append(message)
    // Taken by place: two names of different bytes can be the same text.
    var columns = (try? ExampleDecoder(schema: Schema(specs)).decode(messages))?.columns[...]
    return features.map { ($0.name, $0.types.isEmpty ? nil : columns?.popFirst()) }
  }
}
