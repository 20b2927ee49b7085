package io.weir.ingest.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;

/** Descriptors and messages, written as Protobuf's own text. */
public final class ProtobufRecords {

    /** A shop's messages: of every kind that fields have. */
    public static final String SHOP = """
            file {
              name: "shop.proto" package: "shop.v1" syntax: "proto3"
              dependency: "google/protobuf/timestamp.proto" dependency: "google/protobuf/duration.proto"
              dependency: "google/protobuf/wrappers.proto" dependency: "google/protobuf/struct.proto"
              enum_type { name: "Color" value { name: "UNKNOWN" number: 0 } value { name: "RED" number: 1 } }
              message_type {
                name: "Item"
                field { name: "sku" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
                field { name: "count" number: 2 label: LABEL_OPTIONAL type: TYPE_INT32 }
              }
              message_type {
                name: "Order"
                field { name: "id" number: 1 label: LABEL_OPTIONAL type: TYPE_INT64 }
                field { name: "total" number: 2 label: LABEL_OPTIONAL type: TYPE_UINT64 }
                field { name: "rate" number: 3 label: LABEL_OPTIONAL type: TYPE_DOUBLE }
                field { name: "paid" number: 4 label: LABEL_OPTIONAL type: TYPE_BOOL }
                field { name: "raw" number: 5 label: LABEL_OPTIONAL type: TYPE_BYTES }
                field { name: "color" number: 6 label: LABEL_OPTIONAL type: TYPE_ENUM type_name: ".shop.v1.Color" }
                field { name: "first" number: 7 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".shop.v1.Item" }
                field { name: "items" number: 8 label: LABEL_REPEATED type: TYPE_MESSAGE type_name: ".shop.v1.Item" }
                field { name: "counts" number: 9 label: LABEL_REPEATED type: TYPE_MESSAGE
                  type_name: ".shop.v1.Order.CountsEntry" }
                field { name: "placed" number: 10 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                  type_name: ".google.protobuf.Timestamp" }
                field { name: "took" number: 11 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                  type_name: ".google.protobuf.Duration" }
                field { name: "maybe" number: 12 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                  type_name: ".google.protobuf.Int64Value" }
                field { name: "card" number: 13 label: LABEL_OPTIONAL type: TYPE_STRING oneof_index: 0 }
                field { name: "cash" number: 14 label: LABEL_OPTIONAL type: TYPE_INT32 oneof_index: 0 }
                field { name: "note" number: 15 label: LABEL_OPTIONAL type: TYPE_STRING oneof_index: 1
                  proto3_optional: true }
                field { name: "parent" number: 16 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".shop.v1.Order" }
                field { name: "more" number: 17 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                  type_name: ".google.protobuf.Struct" }
                field { name: "numbers" number: 18 label: LABEL_REPEATED type: TYPE_FIXED32 }
                nested_type {
                  name: "CountsEntry" options { map_entry: true }
                  field { name: "key" number: 1 label: LABEL_OPTIONAL type: TYPE_INT32 }
                  field { name: "value" number: 2 label: LABEL_OPTIONAL type: TYPE_INT64 }
                }
                oneof_decl { name: "payment" }
                oneof_decl { name: "_note" }
              }
            }""";

    public static final String ORDER = "shop.v1.Order";

    private ProtobufRecords() {}

    /** What protoc would write of files. */
    public static byte[] set(String text) {
        try {
            return TextFormat.parse(text, FileDescriptorSet.class).toByteArray();
        } catch (TextFormat.ParseException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    public static MessageType order() {
        try {
            return DescriptorSet.parse(set(SHOP)).message(ORDER).orElseThrow();
        } catch (DescriptorsRefusedException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /** An order of fields as text. */
    public static byte[] order(String fields) {
        return message(order().descriptor(), fields);
    }

    public static byte[] message(Descriptor type, String fields) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            TextFormat.merge(fields, message);
        } catch (TextFormat.ParseException wrong) {
            throw new IllegalArgumentException(wrong);
        }
        return message.build().toByteArray();
    }
}
