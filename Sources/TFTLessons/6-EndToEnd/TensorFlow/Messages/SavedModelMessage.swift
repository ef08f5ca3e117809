/// A graph with everything needed to load and to run it: `SavedModel` with a single `MetaGraphDef`.
struct SavedModelMessage: Sendable {
  /// `GraphDef`.
  var graph: ProtobufMessage
  var signatures: [String: TensorFlowSignature]
  /// The files in `assets/`, each with the constant that holds its path.
  var assets: [(path: TensorReference, fileName: String)] = []
  /// The node that fills the tables.
  var initializer: String?
  /// `SavedObjectGraph`, for a model that TensorFlow 2 loads as objects.
  var objects: ProtobufMessage?

  /// The version of TensorFlow whose loader the bytes were made for.
  static let tensorFlowVersion = "2.21.0"

  /// The file `saved_model.pb`.
  var bytes: [UInt8] {
    let file = ProtobufMessage { model in
      model.integer(1, 1)
      model.message(2, metaGraph)
    }
    return file.bytes
  }

  private var metaGraph: ProtobufMessage {
    ProtobufMessage { metaGraph in
      metaGraph.message(1) { info in
        info.string(4, "serve")
        info.string(5, Self.tensorFlowVersion)
      }
      metaGraph.message(2, graph)
      if let initializer {
        let nodes = ProtobufMessage { $0.message(1) { $0.string(1, initializer) } }
        metaGraph.entry(4, key: "saved_model_main_op", nodes)
      }
      for (name, signature) in signatures.sorted(by: { $0.key < $1.key }) {
        metaGraph.entry(5, key: name, signature.message)
      }
      for asset in assets {
        metaGraph.message(6) { message in
          message.message(1) { $0.string(1, asset.path.signatureName) }
          message.string(2, asset.fileName)
        }
      }
      if let objects { metaGraph.message(7, objects) }
    }
  }
}
