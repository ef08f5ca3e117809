import RawData
import TFRecords

/// A line that a worker hands to other workers: a JSON object with the version of the format and a checksum of the rest.
///
/// What engines do with lines on their way, we don't see. A line that was cut, or changed in one letter, is refused.
enum SealedLine {
  /// The version of all lines. It is raised whenever workers of two releases may not work together: their lines are
  /// different, or the same rows would give other bytes.
  static let version = 1

  /// More rows or bytes than a shard can have: sums of so many do not overflow.
  static let largestSize = 1 << 44

  /// The line of `members`.
  static func json(_ members: [JSON.Member]) -> JSON {
    let members = [JSON.Member("version", .int(version))] + members
    return .object(members + [.init("checksum", .string(checksum(of: members)))])
  }

  /// Finds out that `json` is a line of this version, and whole.
  ///
  /// - Throws: `LineProblem` when it is not.
  static func check(_ json: JSON) throws(LineProblem) {
    guard case .object(let members) = json, let version = json["version"]?.int else {
      throw LineProblem("found \(json.shortText), expected a line that a worker has written")
    }
    guard version == self.version else {
      throw LineProblem(
        "found a line of version \(version), expected \(self.version): all workers must be of one release"
      )
    }
    let expected = checksum(of: members.filter { $0.name != "checksum" })
    guard let found = json["checksum"]?.string, found == expected else {
      throw LineProblem("the line is damaged: its checksum is not that of its contents, \(expected)")
    }
  }

  private static func checksum(of members: [JSON.Member]) -> String {
    let digits = String(CRC32C.checksum(JSON.object(members).compactText.utf8), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
