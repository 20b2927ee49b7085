// Package tests renders the chart as Helm does and holds every manifest against the types of the Kubernetes API.
package tests

import (
	"fmt"
	"os"
	"regexp"
	"sort"
	"strings"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/yaml"
)

const chartFolder = "../weir"

// scaledObject is the part of KEDA's type that the chart uses; KEDA's own module would bring hundreds of others along.
type scaledObject struct {
	meta.TypeMeta   `json:",inline"`
	meta.ObjectMeta `json:"metadata"`
	Spec            struct {
		ScaleTargetRef struct {
			Name string `json:"name"`
		} `json:"scaleTargetRef"`
		MinReplicaCount *int32 `json:"minReplicaCount"`
		MaxReplicaCount *int32 `json:"maxReplicaCount"`
		Triggers        []struct {
			Type     string            `json:"type"`
			Metadata map[string]string `json:"metadata"`
		} `json:"triggers"`
	} `json:"spec"`
}

// typed makes an empty object of the type that apiVersion and kind name.
func typed(apiVersion, kind string) (meta.Object, bool) {
	makers := map[string]meta.Object{
		"v1/Service":                              &core.Service{},
		"v1/ServiceAccount":                       &core.ServiceAccount{},
		"v1/Secret":                               &core.Secret{},
		"v1/ConfigMap":                            &core.ConfigMap{},
		"v1/PersistentVolumeClaim":                &core.PersistentVolumeClaim{},
		"apps/v1/Deployment":                      &apps.Deployment{},
		"batch/v1/Job":                            &batch.Job{},
		"policy/v1/PodDisruptionBudget":           &policy.PodDisruptionBudget{},
		"autoscaling/v2/HorizontalPodAutoscaler":  &autoscaling.HorizontalPodAutoscaler{},
		"networking.k8s.io/v1/NetworkPolicy":      &networking.NetworkPolicy{},
		"networking.k8s.io/v1/Ingress":            &networking.Ingress{},
		"gateway.networking.k8s.io/v1/HTTPRoute":  &gateway.HTTPRoute{},
		"monitoring.coreos.com/v1/ServiceMonitor": &monitoring.ServiceMonitor{},
		"monitoring.coreos.com/v1/PrometheusRule": &monitoring.PrometheusRule{},
		"keda.sh/v1alpha1/ScaledObject":           &scaledObject{},
	}
	object, known := makers[apiVersion+"/"+kind]
	return object, known
}

// values reads a file of values, or text of the same form.
func values(text string) (map[string]any, error) {
	if strings.HasSuffix(text, ".yaml") {
		bytes, err := os.ReadFile(text)
		if err != nil {
			return nil, err
		}
		text = string(bytes)
	}
	return chartutil.ReadValues([]byte(text))
}

// manifests are the rendered objects, by kind and name.
type manifests map[string]meta.Object

// render is helm template: it checks the values against the schema, and reads every manifest strictly.
func render(text string) (manifests, error) {
	chart, err := loader.Load(chartFolder)
	if err != nil {
		return nil, err
	}
	given, err := values(text)
	if err != nil {
		return nil, err
	}
	release := chartutil.ReleaseOptions{Name: "weir", Namespace: "lake", Revision: 1, IsInstall: true}
	capabilities := chartutil.DefaultCapabilities.Copy()
	capabilities.KubeVersion = chartutil.KubeVersion{Version: "v1.34.0", Major: "1", Minor: "34"}
	all, err := chartutil.ToRenderValues(chart, given, release, capabilities)
	if err != nil {
		return nil, err
	}
	files, err := engine.Engine{Strict: true}.Render(chart, all)
	if err != nil {
		return nil, err
	}
	objects := manifests{}
	for name, file := range files {
		if !strings.HasSuffix(name, ".yaml") {
			continue
		}
		if err := objects.read(file); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return objects, nil
}

var separator = regexp.MustCompile(`(?m)^---\s*$`)

func (m manifests) read(file string) error {
	for _, document := range separator.Split(file, -1) {
		if strings.TrimSpace(document) == "" {
			continue
		}
		object, err := decode(document)
		if err != nil {
			return fmt.Errorf("%w in\n%s", err, document)
		}
		var kind meta.TypeMeta
		_ = yaml.Unmarshal([]byte(document), &kind)
		key := kind.Kind + "/" + object.GetName()
		if _, twice := m[key]; twice {
			return fmt.Errorf("%s is there twice", key)
		}
		m[key] = object
	}
	return nil
}

// decode refuses unknown and repeated fields and values of another type.
func decode(document string) (meta.Object, error) {
	var kind meta.TypeMeta
	if err := yaml.Unmarshal([]byte(document), &kind); err != nil {
		return nil, err
	}
	object, known := typed(kind.APIVersion, kind.Kind)
	if !known {
		return nil, fmt.Errorf("no type for %s %s", kind.APIVersion, kind.Kind)
	}
	return object, yaml.UnmarshalStrict([]byte(document), object)
}

// of gives all objects of one type, in the order of their names.
func of[T meta.Object](m manifests) []T {
	var found []T
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if object, is := m[name].(T); is {
			found = append(found, object)
		}
	}
	return found
}
