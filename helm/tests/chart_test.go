package tests

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/labels"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/yaml"
)

const minimal = "database: {host: db, existingSecret: passwords}\n" + identity

const identity = "identity: {existingSecret: keys}\n"

func mustRender(t *testing.T, text string) manifests {
	t.Helper()
	rendered, err := render(text)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return rendered
}

func variants(t *testing.T) []string {
	files, err := filepath.Glob(chartFolder + "/ci/*.yaml")
	if err != nil || len(files) < 4 {
		t.Fatalf("variants: %v %v", files, err)
	}
	return files
}

func forEachVariant(t *testing.T, check func(*testing.T, manifests)) {
	for _, file := range variants(t) {
		t.Run(filepath.Base(file), func(t *testing.T) { check(t, mustRender(t, file)) })
	}
}

// The checks below are worth nothing if decoding lets anything pass.
func TestDecodingIsStrict(t *testing.T) {
	for name, document := range map[string]string{
		"unknown field":  "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {prots: []}",
		"mistyped field": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: \"2\"}",
		"repeated field": "apiVersion: v1\nkind: Service\nmetadata: {name: a, name: b}",
		"unknown kind":   "apiVersion: v1\nkind: Servcie\nmetadata: {name: a}",
	} {
		if _, err := decode(document); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func TestEveryVariantIsMadeOfValidObjects(t *testing.T) {
	forEachVariant(t, func(t *testing.T, m manifests) {
		if deployments := of[*apps.Deployment](m); len(deployments) != 4 {
			t.Errorf("%d deployments", len(deployments))
		}
	})
}

func TestValuesThatAreWrongAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no database":              identity + "image: {tag: a}",
		"no password":              identity + "database: {host: db}",
		"one password missing":     identity + "database: {host: db, passwords: {metadata: a, ingest: b, lineage: c}}",
		"no signing keys":          "database: {host: db, existingSecret: s}",
		"token of another form":    "database: {host: db, existingSecret: s}\nidentity: {keys: k, adminToken: secret}",
		"keys of another form":     minimal + "secrets: {keys: changeit}",
		"store without TLS":        minimal + "tables: {s3: {endpoint: \"http://minio:9000\"}}",
		"key without a secret":     minimal + "tables: {azure: {keyAccounts: [lake]}}",
		"root that is a folder":    minimal + "tables: {roots: [/data]}",
		"more than every request":  minimal + "tracing: {endpoint: \"http://a/v1/traces\", share: 2}",
		"unknown value":            minimal + "imgae: {tag: a}",
		"unknown value of service": minimal + "platformApi: {replcias: 2}",
		"mistyped value":           minimal + "platformApi: {replicas: two}",
		"connection without TLS":   identity + "database: {host: db, existingSecret: s, sslMode: disable}",
		"ingress without TLS":      minimal + "ingress: {enabled: true, host: a.example}",
		"scaling without source":   minimal + "ingestWorker: {keda: {enabled: true}}",
	} {
		if _, err := render(text); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func TestNoContainerMayDoMoreThanItMust(t *testing.T) {
	forEachVariant(t, func(t *testing.T, m manifests) {
		for _, pod := range podSpecs(m) {
			security, container := pod.spec.SecurityContext, pod.spec.Containers[0]
			if !*security.RunAsNonRoot || *security.RunAsUser != 65532 || security.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault {
				t.Errorf("%s: %v", pod.name, security)
			}
			if s := container.SecurityContext; !*s.ReadOnlyRootFilesystem || *s.AllowPrivilegeEscalation || s.Capabilities.Drop[0] != "ALL" {
				t.Errorf("%s: %v", pod.name, s)
			}
			if *pod.spec.AutomountServiceAccountToken {
				t.Errorf("%s mounts a token", pod.name)
			}
			if container.Resources.Limits.Memory().IsZero() || container.Resources.Requests.Cpu().IsZero() {
				t.Errorf("%s asks for no resources", pod.name)
			}
		}
	})
}

// A secret among the variables is readable by whoever may list pods.
func TestPasswordsComeAsFilesOfASecret(t *testing.T) {
	forEachVariant(t, func(t *testing.T, m manifests) {
		for _, pod := range podSpecs(m) {
			for _, variable := range pod.spec.Containers[0].Env {
				isReference := strings.HasPrefix(strings.TrimPrefix(variable.Value, "file:"), "/run/")
				if regexp.MustCompile("PASSWORD|SECRET|TOKEN").MatchString(variable.Name) && !isReference {
					t.Errorf("%s: %s", pod.name, variable.Name)
				}
				if strings.HasSuffix(variable.Name, "DATASOURCE_URL") && !regexp.MustCompile(`sslmode=(require|verify-ca|verify-full)&`).MatchString(variable.Value) {
					t.Errorf("%s: %s", pod.name, variable.Value)
				}
			}
			found := false
			for _, volume := range pod.spec.Volumes {
				found = found || volume.Secret != nil && volume.Secret.Items[0].Path == "spring.datasource.password"
			}
			if !found {
				t.Errorf("%s has no password", pod.name)
			}
		}
	})
}

// Every service verifies who calls it, by keys that all of them have and that none may change.
func TestEveryServiceAsksWhoCalls(t *testing.T) {
	forEachVariant(t, func(t *testing.T, m manifests) {
		for _, pod := range podSpecs(m) {
			variables := map[string]string{}
			for _, variable := range pod.spec.Containers[0].Env {
				variables[variable.Name] = variable.Value
			}
			if variables["WEIR_IDENTITY_ENABLED"] != "true" || variables["WEIR_IDENTITY_ROTATION"] != "0" {
				t.Errorf("%s: %v", pod.name, variables)
			}
			files := secretFiles(pod.spec)
			if secret := files[variables["WEIR_IDENTITY_KEY_FILE"]]; !strings.HasSuffix(secret, "-identity/keys.json") {
				t.Errorf("%s: keys of %s among %v", pod.name, secret, files)
			}
			isGateway := strings.Contains(pod.name, "platform-api")
			if _, given := files["/run/secrets/first/weir.tokens.first"]; given != isGateway {
				t.Errorf("%s has the first token: %v", pod.name, given)
			}
			for _, folder := range regexp.MustCompile("configtree:([^,]+)/").FindAllStringSubmatch(variables["SPRING_CONFIG_IMPORT"], -1) {
				if !regexp.MustCompile(regexp.QuoteMeta(folder[1]) + "/").MatchString(strings.Join(mounts(pod.spec), " ")) {
					t.Errorf("%s imports %s, which is not there", pod.name, folder[1])
				}
			}
		}
	})
}

// Users lead the services into the networks that the operator names, and into no other that is not public.
func TestOutboundNetworksAreTheOperators(t *testing.T) {
	forEachVariant(t, func(t *testing.T, m manifests) {
		want := ""
		if strings.HasSuffix(t.Name(), "aws.yaml") {
			want = "10.0.0.0/16,*.kafka.eu-central-1.amazonaws.com"
		}
		for _, pod := range podSpecs(m) {
			got := ""
			for _, variable := range pod.spec.Containers[0].Env {
				if variable.Name == "WEIR_OUTBOUND_ALLOWED" {
					got = variable.Value
				}
			}
			if got != want {
				t.Errorf("%s: %q, not %q", pod.name, got, want)
			}
		}
	})
}

// The keys of users' secrets are the gateway's alone, a file of a secret, and nothing that a chart could bring along.
func TestKeysOfSecretsAreTheGatewaysAlone(t *testing.T) {
	for values, secret := range map[string]string{
		"":                                  "",
		"secrets: {existingSecret: mine}\n": "mine/keys",
		"secrets: {keys: \"a:aGFuZGVkLW92ZXItaGFuZGVkLW92ZXItaGFuZGVkLW8=\"}\n": "weir-secrets/keys",
	} {
		m := mustRender(t, minimal+values)
		for _, pod := range podSpecs(m) {
			reference := ""
			for _, variable := range pod.spec.Containers[0].Env {
				if variable.Name == "WEIR_SECRETS_KEYS" {
					reference = variable.Value
				}
			}
			wanted := ""
			if strings.HasSuffix(pod.name, "platform-api") {
				wanted = secret
			}
			if given := secretFiles(pod.spec)[strings.TrimPrefix(reference, "file:")]; given != wanted {
				t.Errorf("%q: %s has keys of %q, not %q", values, pod.name, given, wanted)
			}
			if _, mounted := secretFiles(pod.spec)["/run/keys/keys"]; mounted != (wanted != "") {
				t.Errorf("%q: %s sees keys: %v", values, pod.name, mounted)
			}
		}
		if made := m["Secret/weir-secrets"] != nil; made != (secret == "weir-secrets/keys") {
			t.Errorf("%q: a secret is made: %v", values, made)
		}
	}
}

func variables(pod core.PodSpec) map[string]string {
	found := map[string]string{}
	for _, variable := range pod.Containers[0].Env {
		found[variable.Name] = variable.Value
	}
	return found
}

// Services that show certificates are called so, and what they show and believe are files of secrets.
func TestServicesSpeakTLSWhereTheyHaveCertificates(t *testing.T) {
	for values, scheme := range map[string]string{"": "http", "tls: {secret: shown, authoritiesSecret: believed}\n": "https"} {
		for _, pod := range podSpecs(mustRender(t, minimal+values)) {
			set, files := variables(pod.spec), secretFiles(pod.spec)
			for _, service := range []string{"PLATFORM", "METADATA", "INGEST", "LINEAGE"} {
				if url := set["WEIR_SERVICES_"+service+"_URL"]; !strings.HasPrefix(url, scheme+"://") {
					t.Errorf("%s calls %s", pod.name, url)
				}
			}
			for name, secret := range map[string]string{"CERTIFICATE": "shown/tls.crt", "KEY": "shown/tls.key", "AUTHORITIES": "believed/ca.crt"} {
				if scheme == "http" {
					secret = ""
				}
				if given := files[set["WEIR_TLS_"+name]]; given != secret {
					t.Errorf("%s: %s is %q, not %q", pod.name, name, given, secret)
				}
			}
		}
	}
}

// Where tables lie is the metadata-service's alone, and no key of a store is a variable or another pod's.
func TestStoresOfTablesAreTheMetadataServicesAlone(t *testing.T) {
	m := mustRender(t, minimal+`
tables:
  roots: ["s3://lake/a", "gs://lake", "abfss://c@acct.dfs.core.windows.net"]
  s3: {endpoint: "https://minio", region: r, pathStyle: true, credentialsSecret: minio}
  azure: {identityAccounts: [one, two], keyAccounts: [acct], keysSecret: azure-keys}
  google: {keySecret: google}
`)
	want := map[string]string{
		"WEIR_METADATA_ALLOWED_ROOTS":           "s3://lake/a,gs://lake,abfss://c@acct.dfs.core.windows.net",
		"WEIR_METADATA_S3_ENDPOINT":             "https://minio",
		"WEIR_METADATA_S3_REGION":               "r",
		"WEIR_METADATA_S3_PATH_STYLE":           "true",
		"WEIR_METADATA_AZURE_IDENTITY_ACCOUNTS": "one,two",
		"AWS_SHARED_CREDENTIALS_FILE":           "minio/credentials",
		"WEIR_METADATA_AZURE_ACCOUNTKEYS_ACCT":  "azure-keys/acct",
		"WEIR_METADATA_GOOGLE_KEY":              "google/key.json",
	}
	for _, pod := range podSpecs(m) {
		set, files := variables(pod.spec), secretFiles(pod.spec)
		for name, value := range want {
			got := set[name]
			if secret, isFile := files[strings.TrimPrefix(got, "file:")]; isFile {
				got = secret
			}
			if !strings.HasSuffix(pod.name, "metadata-service") || strings.Contains(pod.name, "migrat") {
				value = ""
			}
			if got != value {
				t.Errorf("%s: %s is %q, not %q", pod.name, name, got, value)
			}
		}
	}
}

// Without a receiver nothing is traced, and no variable says otherwise.
func TestTracesGoWhereTheyAreWanted(t *testing.T) {
	for values, endpoint := range map[string]string{"": "", "tracing: {endpoint: \"http://c:4318/v1/traces\", share: 0.5}\n": "http://c:4318/v1/traces"} {
		for _, pod := range podSpecs(mustRender(t, minimal+values)) {
			set := variables(pod.spec)
			if set["WEIR_TRACING_ENDPOINT"] != endpoint || (set["WEIR_TRACING_SHARE"] == "0.5") != (endpoint != "") {
				t.Errorf("%s: %v", pod.name, set)
			}
		}
	}
}

func mounts(pod core.PodSpec) []string {
	var folders []string
	for _, mount := range pod.Containers[0].VolumeMounts {
		folders = append(folders, mount.MountPath+"/")
	}
	return folders
}

// secretFiles are the files that a container sees of secrets, each with the secret and its key.
func secretFiles(pod core.PodSpec) map[string]string {
	files := map[string]string{}
	for _, mount := range pod.Containers[0].VolumeMounts {
		for _, volume := range pod.Volumes {
			if volume.Name == mount.Name && volume.Secret != nil {
				for _, item := range volume.Secret.Items {
					files[mount.MountPath+"/"+item.Path] = volume.Secret.SecretName + "/" + item.Key
				}
			}
		}
	}
	return files
}

// Names that lead nowhere are valid objects, which Kubernetes takes and which then never work.
func TestEveryReferenceLeadsSomewhere(t *testing.T) {
	forEachVariant(t, func(t *testing.T, m manifests) {
		pods := map[string]labels.Set{}
		for _, deployment := range of[*apps.Deployment](m) {
			template := deployment.Spec.Template
			pods[deployment.Name] = template.Labels
			if !labels.SelectorFromSet(deployment.Spec.Selector.MatchLabels).Matches(labels.Set(template.Labels)) {
				t.Errorf("%s does not select its own pods", deployment.Name)
			}
			if m["ServiceAccount/"+template.Spec.ServiceAccountName] == nil {
				t.Errorf("%s: no account %s", deployment.Name, template.Spec.ServiceAccountName)
			}
			checkVariables(t, m, template.Spec.Containers[0])
		}
		for _, service := range of[*core.Service](m) {
			selectsOne(t, "Service/"+service.Name, service.Spec.Selector, pods, service.Name)
		}
		for _, budget := range of[*policy.PodDisruptionBudget](m) {
			selectsOne(t, "Budget/"+budget.Name, budget.Spec.Selector.MatchLabels, pods, budget.Name)
		}
		for _, scaler := range of[*autoscaling.HorizontalPodAutoscaler](m) {
			deployment, is := m["Deployment/"+scaler.Spec.ScaleTargetRef.Name].(*apps.Deployment)
			if !is || deployment.Spec.Replicas != nil {
				t.Errorf("%s scales what is not there, or what has a fixed number of pods", scaler.Name)
			}
		}
		for _, scaler := range of[*scaledObject](m) {
			deployment, is := m["Deployment/"+scaler.Spec.ScaleTargetRef.Name].(*apps.Deployment)
			if !is || deployment.Spec.Replicas != nil {
				t.Errorf("%s scales what is not there, or what has a fixed number of pods", scaler.Name)
			}
		}
		for _, ingress := range of[*networking.Ingress](m) {
			if name := ingress.Spec.Rules[0].HTTP.Paths[0].Backend.Service.Name; m["Service/"+name] == nil {
				t.Errorf("ingress leads to %s", name)
			}
		}
	})
}

func selectsOne(t *testing.T, what string, selector map[string]string, pods map[string]labels.Set, name string) {
	t.Helper()
	for deployment, pod := range pods {
		if labels.SelectorFromSet(selector).Matches(pod) != (deployment == name) {
			t.Errorf("%s and the pods of %s", what, deployment)
		}
	}
}

func checkVariables(t *testing.T, m manifests, container core.Container) {
	t.Helper()
	seen := map[string]bool{}
	known := knownVariables(t)
	for _, variable := range container.Env {
		if seen[variable.Name] {
			t.Errorf("%s is set twice", variable.Name)
		}
		seen[variable.Name] = true
		isOthers := variable.Name == "AWS_SHARED_CREDENTIALS_FILE"
		isAccounts := strings.HasPrefix(variable.Name, "WEIR_METADATA_AZURE_ACCOUNTKEYS_") && known["WEIR_METADATA_AZURE_ACCOUNT_KEYS"]
		if !known[variable.Name] && !isOthers && !isAccounts {
			t.Errorf("%s sets nothing", variable.Name)
		}
		if address := regexp.MustCompile(`^http://([^:]+):(\d+)$`).FindStringSubmatch(variable.Value); address != nil {
			service, is := m["Service/"+address[1]].(*core.Service)
			if !is || address[2] != service.Spec.Ports[0].TargetPort.String() && address[2] != portText(service) {
				t.Errorf("%s leads nowhere: %s", variable.Name, variable.Value)
			}
		}
	}
}

func portText(service *core.Service) string {
	text, _ := yaml.Marshal(service.Spec.Ports[0].Port)
	return strings.TrimSpace(string(text))
}

// knownVariables are those of the configuration reference and of the compose file, which are held against the services.
func knownVariables(t *testing.T) map[string]bool {
	known := map[string]bool{}
	for _, file := range []string{"../../docs/configuration.md", "../../docker-compose.yml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile(`\b[A-Z]+(_[A-Z0-9]+)+\b`).FindAllString(string(text), -1) {
			known[name] = true
		}
	}
	return known
}

type namedPod struct {
	name string
	spec core.PodSpec
}

func podSpecs(m manifests) []namedPod {
	var pods []namedPod
	for _, deployment := range of[*apps.Deployment](m) {
		pods = append(pods, namedPod{deployment.Name, deployment.Spec.Template.Spec})
	}
	for _, job := range of[*batch.Job](m) {
		pods = append(pods, namedPod{job.Name, job.Spec.Template.Spec})
	}
	return pods
}

func TestPortsAreThoseOfTheServices(t *testing.T) {
	m := mustRender(t, minimal)
	for _, deployment := range of[*apps.Deployment](m) {
		container := deployment.Spec.Template.Spec.Containers[0]
		file, err := os.ReadFile("../../" + container.Name + "/src/main/resources/" + container.Name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		var settings struct {
			Server struct{ Port int32 }
		}
		if err := yaml.Unmarshal(file, &settings); err != nil {
			t.Fatal(err)
		}
		if port := container.Ports[0].ContainerPort; port != settings.Server.Port {
			t.Errorf("%s: %d, listens at %d", container.Name, port, settings.Server.Port)
		}
	}
}

func TestServicesAreReachedOnlyByTheirCallers(t *testing.T) {
	m := mustRender(t, minimal)
	policies := of[*networking.NetworkPolicy](m)
	if len(policies) != 4 {
		t.Fatalf("%d policies", len(policies))
	}
	for _, policy := range policies {
		component := policy.Spec.PodSelector.MatchLabels["app.kubernetes.io/component"]
		open := len(policy.Spec.Ingress[0].From) == 0
		if open != (component == "platform-api") {
			t.Errorf("%s is open: %v", component, open)
		}
		if monitoring := policy.Spec.Ingress[1]; len(monitoring.From) != 1 || monitoring.From[0].NamespaceSelector == nil {
			t.Errorf("%s shows its metrics to all", component)
		}
	}
}

func TestGatewayIsReachedOnlyByThoseThatAreNamed(t *testing.T) {
	policy := mustRender(t, chartFolder+"/ci/aws.yaml")["NetworkPolicy/weir-platform-api"].(*networking.NetworkPolicy)
	if from := policy.Spec.Ingress[0].From; len(from) != 2 || from[0].NamespaceSelector == nil || from[1].PodSelector == nil {
		t.Errorf("%v", from)
	}
}

func TestMigrationsRunBeforeAnUpgradeAndNeverServe(t *testing.T) {
	m := mustRender(t, minimal)
	jobs := of[*batch.Job](m)
	if len(jobs) != 4 {
		t.Fatalf("%d jobs", len(jobs))
	}
	for _, job := range jobs {
		if job.Annotations["helm.sh/hook"] != "pre-upgrade" {
			t.Errorf("%s: %v", job.Name, job.Annotations)
		}
		container := job.Spec.Template.Spec.Containers[0]
		if len(container.Ports) != 0 || container.Env[len(container.Env)-1].Value != "-Dspring.context.exit=onRefresh" {
			t.Errorf("%s serves", job.Name)
		}
	}
	if jobs := of[*batch.Job](mustRender(t, minimal+"migrations: {enabled: false}\n")); len(jobs) != 0 {
		t.Errorf("%d jobs", len(jobs))
	}
}

func TestPodsEndOnlyAfterTheirCallsHave(t *testing.T) {
	for _, deployment := range of[*apps.Deployment](mustRender(t, minimal)) {
		pod := deployment.Spec.Template.Spec
		// 20 s for calls, 20 s for what runs beside them at the most, after the pause.
		if pause := pod.Containers[0].Lifecycle.PreStop.Sleep.Seconds; *pod.TerminationGracePeriodSeconds < pause+30 {
			t.Errorf("%s has %d s", deployment.Name, *pod.TerminationGracePeriodSeconds)
		}
	}
}

func TestOptionalPartsAreAbsentUnlessAskedFor(t *testing.T) {
	m := mustRender(t, minimal)
	for name, found := range map[string]int{
		"ingresses": len(of[*networking.Ingress](m)), "scalers": len(of[*autoscaling.HorizontalPodAutoscaler](m)),
		"KEDA": len(of[*scaledObject](m)), "monitors": len(of[*monitoring.ServiceMonitor](m)),
		"rules": len(of[*monitoring.PrometheusRule](m)), "dashboards": len(of[*core.ConfigMap](m)),
		"secrets": len(of[*core.Secret](m)),
	} {
		if found != 0 {
			t.Errorf("%d %s", found, name)
		}
	}
	m = mustRender(t, chartFolder+"/ci/azure.yaml")
	rules := of[*monitoring.PrometheusRule](m)
	if len(rules) != 1 || len(rules[0].Spec.Groups) == 0 || len(rules[0].Spec.Groups[0].Rules) < 5 {
		t.Errorf("rules: %v", rules)
	}
	if dashboards := of[*core.ConfigMap](m); len(dashboards) != 1 || len(dashboards[0].Data) == 0 {
		t.Errorf("dashboards: %v", dashboards)
	}
}

// A pod that is slow to start is not killed, and one whose dependency is away is not restarted for it.
func TestPodsAreAskedHowTheyAre(t *testing.T) {
	forEachVariant(t, func(t *testing.T, m manifests) {
		for _, deployment := range of[*apps.Deployment](m) {
			c := deployment.Spec.Template.Spec.Containers[0]
			for name, probe := range map[string]*core.Probe{"readiness": c.ReadinessProbe, "liveness": c.LivenessProbe} {
				if path := probe.HTTPGet.Path; path != "/actuator/health/"+name || probe.HTTPGet.Port.StrVal != "management" {
					t.Errorf("%s: %s asks %s", deployment.Name, name, path)
				}
			}
			if s := c.StartupProbe; s.HTTPGet.Path != "/actuator/health/readiness" || s.PeriodSeconds*s.FailureThreshold < 120 {
				t.Errorf("%s: start-up %v", deployment.Name, s)
			}
		}
	})
}

func TestReplicasAreSpread(t *testing.T) {
	for _, deployment := range of[*apps.Deployment](mustRender(t, minimal)) {
		over := map[string]bool{}
		for _, spread := range deployment.Spec.Template.Spec.TopologySpreadConstraints {
			over[spread.TopologyKey] = spread.MaxSkew == 1
			selector := labels.SelectorFromSet(spread.LabelSelector.MatchLabels)
			if selector.Empty() || !selector.Matches(labels.Set(deployment.Spec.Template.Labels)) {
				t.Errorf("%s spreads %v", deployment.Name, spread.LabelSelector)
			}
		}
		if !over["topology.kubernetes.io/zone"] || !over["kubernetes.io/hostname"] {
			t.Errorf("%s is spread over %v", deployment.Name, over)
		}
	}
}

func TestARouteLeadsToTheGateway(t *testing.T) {
	m := mustRender(t, minimal+"route: {enabled: true, hostnames: [weir.example], parentRefs: [{name: public}]}")
	routes := of[*gateway.HTTPRoute](m)
	if len(routes) != 1 || routes[0].Spec.Hostnames[0] != "weir.example" || routes[0].Spec.ParentRefs[0].Name != "public" {
		t.Fatalf("%v", routes)
	}
	backend := routes[0].Spec.Rules[0].BackendRefs[0]
	service, found := m["Service/"+string(backend.Name)].(*core.Service)
	if !found || int32(*backend.Port) != service.Spec.Ports[0].Port {
		t.Errorf("leads to %v", backend)
	}
}

func TestDatabaseIsCheckedByTheAuthorityThatIsGiven(t *testing.T) {
	own := mustRender(t, chartFolder+"/ci/aws.yaml")["Deployment/weir-metadata-service"].(*apps.Deployment)
	if url := own.Spec.Template.Spec.Containers[0].Env[0].Value; !strings.Contains(url, "sslrootcert=/run/authority/ca.crt") {
		t.Error(url)
	}
	public := mustRender(t, minimal)["Deployment/weir-metadata-service"].(*apps.Deployment)
	if url := public.Spec.Template.Spec.Containers[0].Env[0].Value; !strings.Contains(url, "DefaultJavaSSLFactory") {
		t.Error(url)
	}
}
