/** Clusters to start from, with something in them already. */

export interface Preset {
	/** What is in it, for the help. */
	readonly about: string;
	/** Manifests that are applied to a fresh lab, in order. */
	readonly manifests: readonly string[];
}

const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: nginx
        image: nginx:1.27
        ports:
        - containerPort: 80
        readinessProbe:
          httpGet: {path: /, port: 80}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
`;

const agent = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  labels: {app: agent}
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      containers:
      - name: agent
        image: busybox:1.36
        command: [sh, -c, 'while true; do echo "looking around on $NODE"; sleep 30; done']
        env:
        - name: NODE
          valueFrom:
            fieldRef: {fieldPath: spec.nodeName}
`;

const db = `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  clusterIP: None
  selector: {app: db}
  ports:
  - port: 6379
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  labels: {app: db}
spec:
  serviceName: db
  replicas: 2
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
      - name: redis
        image: redis:7
        ports:
        - containerPort: 6379
        volumeMounts:
        - name: data
          mountPath: /data
  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      resources:
        requests: {storage: 1Gi}
`;

const troubles = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: typo
spec:
  replicas: 2
  selector:
    matchLabels: {app: typo}
  template:
    metadata:
      labels: {app: typo}
    spec:
      containers:
      - name: nginx
        image: nginx:1.72
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: crash
spec:
  selector:
    matchLabels: {app: crash}
  template:
    metadata:
      labels: {app: crash}
    spec:
      containers:
      - name: main
        image: busybox:1.36
        command: [sh, -c, 'echo "no configuration found" >&2; sleep 3; exit 1']
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: huge
spec:
  selector:
    matchLabels: {app: huge}
  template:
    metadata:
      labels: {app: huge}
    spec:
      containers:
      - name: nginx
        image: nginx:1.27
        resources:
          requests: {cpu: '64'}
---
apiVersion: v1
kind: Pod
metadata:
  name: unconfigured
spec:
  containers:
  - name: nginx
    image: nginx:1.27
    envFrom:
    - configMapRef: {name: settings}
`;

export const presets: Readonly<Record<string, Preset>> = {
	empty: {about: 'the lab alone', manifests: []},
	workloads: {
		about: 'a Deployment with its Service, a DaemonSet and a StatefulSet with volumes, all settled',
		manifests: [web, agent, db],
	},
	trouble: {
		about: 'Pods that fail: an image that is not there, a crash, too large a request, a missing ConfigMap',
		manifests: [troubles],
	},
};
