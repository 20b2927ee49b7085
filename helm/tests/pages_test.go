package tests

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"helm.sh/helm/v3/pkg/strvals"
	"sigs.k8s.io/yaml"
)

const pages = "../../docs/operations"

var (
	block = regexp.MustCompile("(?ms)^ *```(?:sh|bash)?\\n(.*?)^ *```$")
	loop  = regexp.MustCompile(`(?ms)^for (\w+) in ([^;]+); do\n(.*?)^done$`)
	words = regexp.MustCompile(`(?:"[^"]*"|'[^']*'|[^\s"'])+`)
)

// commands are those of a page that begin with a program's name, each as its words, with loops run through.
func commands(t *testing.T, page, program string) [][]string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var found [][]string
	for _, match := range block.FindAllStringSubmatch(string(text), -1) {
		lines := loop.ReplaceAllStringFunc(strings.ReplaceAll(match[1], "\\\n", " "), func(all string) string {
			parts, unrolled := loop.FindStringSubmatch(all), ""
			for _, value := range strings.Fields(parts[2]) {
				unrolled += strings.ReplaceAll(parts[3], "$"+parts[1], value)
			}
			return unrolled
		})
		for _, line := range strings.Split(lines, "\n") {
			if said := words.FindAllString(line, -1); len(said) > 0 && said[0] == program {
				for i := range said {
					said[i] = strings.NewReplacer(`"`, "", `'`, "").Replace(said[i])
				}
				found = append(found, said[1:])
			}
		}
	}
	return found
}

// flags takes options, each with whether a value follows, off a command; whatever is not among them fails the test.
func flags(t *testing.T, said []string, known map[string]bool) (rest []string, given map[string][]string) {
	t.Helper()
	given = map[string][]string{}
	for i := 0; i < len(said); i++ {
		name, value, joined := strings.Cut(said[i], "=")
		takes, is := known[name]
		switch {
		case !strings.HasPrefix(said[i], "-"):
			rest = append(rest, said[i])
		case !is || (joined && !takes) || (takes && !joined && i+1 == len(said)):
			t.Errorf("%v: %s", said, said[i])
		case takes && !joined:
			i++
			given[name] = append(given[name], said[i])
		default:
			given[name] = append(given[name], value)
		}
	}
	return rest, given
}

// install does what the pages' helm commands do, one after the other, and gives what there is after the last.
func install(t *testing.T) manifests {
	t.Helper()
	var last manifests
	given := map[string]any{}
	said := append(commands(t, pages+"/kubernetes.md", "helm"), commands(t, pages+"/upgrades.md", "helm")...)
	if len(said) < 3 {
		t.Fatalf("%d commands of helm", len(said))
	}
	for i, command := range said {
		rest, options := flags(t, command, map[string]bool{
			"--namespace": true, "--wait": false, "--reuse-values": false, "--set": true,
		})
		verb := map[bool]string{true: "install", false: "upgrade"}[i == 0]
		if !slices.Equal(rest, []string{verb, "weir", "helm/weir"}) || options["--namespace"][0] != "weir" {
			t.Errorf("%v is no %s of weir", command, verb)
		}
		if _, reused := options["--reuse-values"]; reused == (i == 0) {
			t.Errorf("%v forgets values, or knows none", command)
		}
		for _, value := range options["--set"] {
			if err := strvals.ParseInto(value, given); err != nil {
				t.Errorf("%s: %v", value, err)
			}
		}
		text, _ := yaml.Marshal(given)
		last = mustRender(t, string(text))
	}
	return last
}

// secrets are those that the page has operators make, with their keys.
func secrets(t *testing.T) map[string][]string {
	t.Helper()
	made := map[string][]string{}
	for _, command := range commands(t, pages+"/kubernetes.md", "kubectl") {
		rest, options := flags(t, command, map[string]bool{
			"--namespace": true, "--from-literal": true, "--from-file": true,
		})
		if slices.Equal(rest, []string{"create", "namespace", "weir"}) {
			continue
		}
		if len(rest) != 4 || !slices.Equal(rest[:3], []string{"create", "secret", "generic"}) || !slices.Equal(options["--namespace"], []string{"weir"}) {
			t.Errorf("nobody knows whether this is right: kubectl %v", command)
			continue
		}
		for _, entry := range append(options["--from-literal"], options["--from-file"]...) {
			key, value, _ := strings.Cut(entry, "=")
			if value == "" {
				t.Errorf("%v gives %s no value", command, key)
			}
			made[rest[3]] = append(made[rest[3]], key)
		}
	}
	return made
}

// Values and secrets are right only together: what a pod mounts must have been made, by the names that it mounts.
func TestDocumentedInstallationHasWhatItsPodsMount(t *testing.T) {
	made, used := secrets(t), map[string]bool{}
	for _, pod := range podSpecs(install(t)) {
		for file, source := range secretFiles(pod.spec) {
			secret, key, _ := strings.Cut(source, "/")
			used[secret] = true
			if !slices.Contains(made[secret], key) {
				t.Errorf("%s mounts %s of %s at %s, which is made with %v", pod.name, key, secret, file, made[secret])
			}
		}
	}
	for _, secret := range []string{"weir-passwords", "weir-identity", "weir-secrets", "minio"} {
		if !used[secret] {
			t.Errorf("no pod mounts %s, of %v", secret, slices.Collect(maps.Keys(made)))
		}
	}
}

// The page's keys for Azure and Google, with the values that its text names for them.
func TestDocumentedKeysOfStoresAreMounted(t *testing.T) {
	made := secrets(t)
	m := mustRender(t, minimal+"tables: {azure: {keyAccounts: ["+made["weir-storage"][0]+"], keysSecret: weir-storage}, google: {keySecret: google}}")
	var sources []string
	for _, pod := range podSpecs(m) {
		sources = append(sources, slices.Collect(maps.Values(secretFiles(pod.spec)))...)
	}
	for _, want := range []string{"weir-storage/" + made["weir-storage"][0], "google/" + made["google"][0]} {
		if !slices.Contains(sources, want) {
			t.Errorf("nobody mounts %s: %v", want, sources)
		}
	}
}

// Pods run what was built and pushed: targets of the Dockerfile, by the names that the chart gives images.
func TestDocumentedImagesAreThoseOfThePods(t *testing.T) {
	dockerfile, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	built, pushed := []string{}, []string{}
	for _, command := range commands(t, pages+"/kubernetes.md", "docker") {
		switch rest, options := flags(t, command, map[string]bool{"--target": true, "--tag": true}); rest[0] {
		case "build":
			built = append(built, options["--tag"][0])
			if target := options["--target"][0]; !regexp.MustCompile(`(?m)^FROM \S+ AS ` + target + `$`).Match(dockerfile) {
				t.Errorf("the Dockerfile has no target %s", target)
			}
			if !slices.Equal(rest, []string{"build", "."}) {
				t.Errorf("docker %v", command)
			}
		case "push":
			pushed = append(pushed, rest[1])
		default:
			t.Errorf("nobody knows whether this is right: docker %v", command)
		}
	}
	if len(built) != 4 || !slices.Equal(built, pushed) {
		t.Errorf("built %v, pushed %v", built, pushed)
	}
	version := regexp.MustCompile(`:[^:/]+$`)
	for _, pod := range podSpecs(install(t)) {
		image := version.ReplaceAllString(pod.spec.Containers[0].Image, "")
		if !slices.ContainsFunc(built, func(tag string) bool { return version.ReplaceAllString(tag, "") == image }) {
			t.Errorf("%s runs %s, and built are %v", pod.name, image, built)
		}
	}
}

// Commands of these programs on other pages are checked by nobody.
func TestNoOtherPageHasCommandsForTheCluster(t *testing.T) {
	files, err := filepath.Glob(pages + "/*.md")
	if err != nil || len(files) < 5 {
		t.Fatalf("%v %v", files, err)
	}
	known := map[string][]string{"helm": {"kubernetes.md", "upgrades.md"}, "kubectl": {"kubernetes.md"}}
	for _, file := range files {
		for program, checked := range known {
			if said := commands(t, file, program); len(said) > 0 && !slices.Contains(checked, filepath.Base(file)) {
				t.Errorf("%s: %s %v", file, program, said)
			}
		}
	}
}
