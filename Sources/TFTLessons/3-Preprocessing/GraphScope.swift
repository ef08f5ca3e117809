import Synchronization

/// What is known of all operations while a preprocessing function runs: default names that are taken, and analyses that
/// have a file of their own and so count even when no output needs them.
package final class GraphScope: Sendable {
  @TaskLocal package static var current: GraphScope?

  private struct State {
    var uses: [String: Int] = [:]
    var assets: [Node] = []
    var assetKeys: [String: String] = [:]
  }
  private let state = Mutex(State())

  package init() {}

  /// The analyses with a file of their own, in the order in which they were made.
  package var assets: [Node] { state.withLock { $0.assets } }

  /// More names of files, by name: see `annotateAsset`.
  package var assetKeys: [String: String] { state.withLock { $0.assetKeys } }

  /// Gives the file `fileName` the name `key`; the file that had it before, nil when none had.
  func annotate(_ key: String, _ fileName: String) -> String? {
    state.withLock { $0.assetKeys.updateValue(fileName, forKey: key) }
  }

  package func add(asset: Node) { state.withLock { $0.assets.append(asset) } }

  /// `name` at its first use, then `name_1`, `name_2`, ...: TensorFlow's name scopes.
  package func unique(_ name: String) -> String {
    state.withLock { state in
      let uses = state.uses[name, default: 0]
      state.uses[name] = uses + 1
      return uses == 0 ? name : "\(name)_\(uses)"
    }
  }
}
