package tests

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

const referenceFile = chartFolder + "/README.md"

type schema struct {
	Type        string            `json:"type"`
	Description string            `json:"description"`
	Properties  map[string]schema `json:"properties"`
	Enum        []string          `json:"enum"`
}

type entry struct{ name, kind, fallback, text string }

// Every value has a default, an entry of the schema and a sentence, and the reference lists them all.
// UPDATE_REFERENCE=1 writes it.
func TestReferenceIsWhatTheChartTakes(t *testing.T) {
	var root schema
	read(t, chartFolder+"/values.schema.json", func(bytes []byte) error { return json.Unmarshal(bytes, &root) })
	var defaults map[string]any
	read(t, chartFolder+"/values.yaml", func(bytes []byte) error { return yaml.Unmarshal(bytes, &defaults) })
	delete(root.Properties, "global")
	text := reference(collect(t, "", root, defaults))
	if os.Getenv("UPDATE_REFERENCE") != "" {
		if err := os.WriteFile(referenceFile, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	read(t, referenceFile, func(bytes []byte) error {
		if string(bytes) != text {
			return fmt.Errorf("is not what the chart takes: run it with UPDATE_REFERENCE=1")
		}
		return nil
	})
}

func read(t *testing.T, file string, use func([]byte) error) {
	t.Helper()
	bytes, err := os.ReadFile(file)
	if err == nil {
		err = use(bytes)
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func collect(t *testing.T, prefix string, node schema, defaults map[string]any) []entry {
	for name := range defaults {
		if _, known := node.Properties[name]; !known {
			t.Errorf("%s%s is not in the schema", prefix, name)
		}
	}
	var entries []entry
	for name, property := range node.Properties {
		value, set := defaults[name]
		if !set {
			t.Errorf("%s%s has no default", prefix, name)
		}
		if property.Properties != nil {
			below, _ := value.(map[string]any)
			entries = append(entries, collect(t, prefix+name+".", property, below)...)
			continue
		}
		if !strings.HasSuffix(property.Description, ".") {
			t.Errorf("%s%s has no sentence", prefix, name)
		}
		fallback, _ := json.Marshal(value)
		text := property.Description
		if property.Enum != nil {
			text += " One of " + strings.Join(property.Enum, ", ") + "."
		}
		entries = append(entries, entry{prefix + name, property.Type, string(fallback), text})
	}
	return entries
}

func reference(entries []entry) string {
	sort.Slice(entries, func(i, j int) bool { return entries[i].name < entries[j].name })
	var text strings.Builder
	text.WriteString("# The chart weir\n\nHow to install it: [docs/operations/kubernetes.md](../../docs/operations/kubernetes.md)." +
		" Values for some surroundings: [ci](ci).\n\nThis list is made of `values.yaml` and `values.schema.json`;" +
		" a value that is not in it is refused.\n\n| value | type | default | meaning |\n|---|---|---|---|\n")
	for _, e := range entries {
		fmt.Fprintf(&text, "| `%s` | %s | `%s` | %s |\n", e.name, e.kind, e.fallback, e.text)
	}
	return text.String()
}
