/** What is not so about Pods, and about who makes them. */
import type {Falsehood} from './falsehoods.ts';

const controllers = ['deployment', 'replicaset', 'daemonset', 'statefulset'];

export const podFalsehoods: readonly Falsehood[] = [
	{
		id: 'a-pod-moves',
		reply: 'A Pod stays on its node for all its life. On another node it is a new Pod, made by a controller.',
		says: [
			'+@put|@recreate>same|very~pod|one>@elsewhere',
			'same~pod +@put|@recreate|@stays @elsewhere',
			'@pod|it|they +moved|migrated|moves|migrates|move|migrate>another|other|elsewhere !@wish !@human !@app !@data !@storage',
			'+move|migrate|transfer|relocate>@pod|it|them>@elsewhere|node|nodes|machine|machines !@wish !@human !@app !@data !@storage',
			'@pod|it|they +moved|migrated|relocated|transferred|moves|migrates|move|migrate @elsewhere !@wish !@human !@app !@data !@storage',
		],
	},
	{
		id: 'restart-policy-recreates',
		reply: 'A restartPolicy is for the containers of a Pod that is there; it brings no deleted Pod back.',
		says: [
			'restartpolicy|policy>+@recreate|@anew|@create>@pod|deleted|@elsewhere !@container',
			'^~because|since|unless restartpolicy|policy <-@recreate|@anew !@container !only',
			'<restartpolicy|policy +@recreate|@anew|@create @pod|deleted !@container !<@container',
		],
	},
	{
		id: 'another-component-recreates',
		reply:
			'Pods are made and replaced by controllers, such as a ReplicaSet. The scheduler only chooses a node for each, a kubelet runs those of its node, and a Service only finds them.',
		says: [
			'scheduler|service|ingress|etcd|kube-proxy|namespace|configmap>+restart|recreate|replace|revive|restore|heal|resurrect|respawn>@pod|it|them|one !@node',
			'scheduler|service|ingress|etcd|kube-proxy|namespace>+manage|manages|owns|controls|creates|maintains>@replicaset|@deployment|@pod !stateless',
			'kubelet>+recreate|recreates|replace|replaces|respawn|respawns>@pod|it|them !@container',
			'kubelet +@put|@recreate @elsewhere !@human',
			'scheduler|service|kubelet|ingress>does|do|will|would|can>+@recreate|@anew !@container !@node',
			'scheduler>+ensures|makes|keeps|maintains|counts|watches|monitors>@pod|@count',
			'+@recreate|recreated|replaced>by>scheduler|kubelet|service|etcd !@container',
		],
	},
	{
		id: 'containers-are-not-restarted',
		about: ['bare'],
		reply:
			'While a Pod is on its node, the kubelet there restarts a container that crashes. What nobody makes again is the Pod itself.',
		says: [
			'@container -restart|@recreate !<<@node !<<deleted|delete|evicted',
			'@container>+stays|remains>down|dead|crashed|stopped !@node',
			'not|never>-restart|recreate>crashed|failed|dead|its~@container !@node',
			'@pod|it|everything +@gone|@die <^~when|if|once|after>@container>@die !@node',
		],
	},
	{
		id: 'a-kubelet-leaves-some-out',
		reply: 'A kubelet runs the containers of every Pod on its node, whoever made the Pod.',
		says: [
			'kubelet>only~tend|watch|manage|care',
			'kubelet>not|never>-tend|watch|monitor|care|run|start|manage !@elsewhere !@recreate',
		],
	},
	{
		id: 'a-pod-costs-more',
		about: ['bare'],
		reply: 'A Pod runs the same with a controller and without one: no slower, and at no other cost.',
		says: [
			'more|much~memory|cpu|ram|resources|expensive',
			'slower|expensive|insecure|costly|+slow',
			'less>secure|performant|performance',
			'+cost|costs>more|money|much',
		],
	},
	{
		id: 'a-bare-pod-is-not-allowed',
		about: ['bare'],
		reply: 'Bare Pods are allowed, and they run. What they lack is somebody who makes them again.',
		says: [
			'+forbidden|rejected|rejects|reject|refused|refuses|refuse|illegal|impossible|prohibited|disallowed|banned',
			'can|allow|allows|possible|able|let|lets|permitted|permit|permits>-@create|create>@pod',
			'not>possible|able|allowed>create',
			'not~allowed|permitted',
			'not~run|start|work|exist>without',
			'@pod can|be>-created !again !@die !automatically !@recreate',
			'-run|scheduled|started>-on|to !@elsewhere !again !@die !@recreate',
			'can>not>-deleted|removed|killed',
			'+need|needs|requires>@controller>start|run|work|exist|created !again',
		],
	},
	{
		id: 'a-bare-pod-lacks-other-things',
		about: ['bare'],
		reply:
			'A bare Pod has an address, a network, labels and storage like every other Pod; what it lacks is somebody who makes it again.',
		says: [
			'no|not|without>ip|network|address|reach|reachable|storage|volume|label|log|dns|talk|communicate|name|port|yaml|exposed|service|probe !@recreate !@die !guarantee !user !same !@controller !kubelet',
			'ip|network|storage|volume|label|log>is|are>not !@recreate !@data',
		],
	},
	{
		id: 'how-many-containers',
		about: ['bare'],
		reply: 'How many containers it has is not the point: what matters is that nothing makes it again.',
		says: [
			'one|single|multiple|many|several|two|more @container only|not|need|needs',
			'@container split|splits|spread|across',
		],
	},
	{
		id: 'ends-by-itself',
		about: ['bare'],
		reply: 'Kubernetes sets a Pod no time limit of its own; a bare Pod runs until it is deleted or its node fails.',
		says: [
			'after hour|hours|minutes|minute|days|day @pod|@die|@one|@numeral|some !@node !<@node !@elsewhere !@wish !not',
			'kubernetes|control-plane|cluster>+delete|deletes|kills|removes|cleans !<@node !@node',
		],
	},
	{
		id: 'recreated-in-some-cases',
		about: ['bare'],
		reply: 'A bare Pod is not made again in any case: neither when it is deleted nor when its node fails.',
		says: [
			'^~if|when|after @die <^~only <-@recreate|@anew !manually !hand',
			'+@recreate|@anew only~if|when|after @die !@human !<controller',
		],
	},
	{
		id: 'a-pod-spans-nodes',
		reply: 'A Pod, with all of its containers, is always on one node.',
		says: ['one|a|single|each~@pod>+spread|distributed|across|span>nodes|machines|workers'],
	},
	{
		id: 'an-address-for-each-container',
		reply: 'The containers of one Pod share one address.',
		says: [
			'each|every|all~@container>+own|separate|different>ip|address|addresses',
			'@container +own|separate~ip|address|addresses',
		],
	},
	{
		id: 'a-pod-is-a-machine',
		reply: 'A Pod is not a machine: it runs on one, which is called a node.',
		says: [
			'@pod>is|are~+vm|server|machine|virtual|node !on !where !like',
			'@pod>is|are~a~+vm|server|machine|virtual|node !on !where !like',
		],
	},
	{
		id: 'one-container-only',
		reply: 'A Pod may hold more than one container; most hold just one.',
		says: ['@pod>+exactly|only|always>one|1|single~container !usually !mostly !often !most !@recreate'],
	},
	{
		id: 'another-word',
		reply:
			'Pod, ReplicaSet, Deployment, DaemonSet and StatefulSet are five kinds of objects, each with a work of its own.',
		says: ['@pod|@replicaset|@deployment|@daemonset|@statefulset is|are>+another|other|different~word|name|term'],
	},
	{
		id: 'deprecated',
		about: ['bare', ...controllers],
		reply: 'Pods, Deployments, ReplicaSets, DaemonSets and StatefulSets are all in use; none of them is deprecated.',
		says: ['is|are|was|were>+deprecated|outdated|discontinued'],
	},
];
