/** What is not so about Pods, and about who makes them. */
import type {Falsehood} from './falsehoods.ts';

const controllers = ['deployment', 'replicaset', 'daemonset', 'statefulset'];

/** Not about what a bare Pod does lack: that which makes it again, counts, updates, watches it, and what comes of it. */
const nothingThatIsSo = [
	'@recreate|@anew|@selfheal|@elsewhere|again|back|second|@put|move',
	'@controller|@component|@manage|@keep|owner|parent|loop|template|@desired|promise|@automatic|@human',
	'@scale|@update|@count|history|copy|backup|many|more|several',
	'@available|@stable|rely|trust|depend|production|recommended|good|meant|enough|offer',
	'live|last|long|exist|immortal|heir|@stays|survive|@die|@gone|@downtime|chance',
	'know|notice|happen|do|miss|nothing|nobody|none|anything|this|that|these|so|before|bad|only',
]
	.map(words => `!${words}`)
	.join(' ');

export const podFalsehoods: readonly Falsehood[] = [
	{
		id: 'a-pod-moves',
		reply: 'A Pod stays on its node for all its life. On another node it is a new Pod, made by a controller.',
		says: [
			'+@put|@recreate>same|very~pod|one>@elsewhere',
			'same~pod +@put|@recreate|@stays @elsewhere',
			'@pod|it|they +moved|migrated|moves|migrates|move|migrate>another|other|elsewhere !@wish !@human !@app !@data !@storage',
			'+move|migrate|transfer|carry>same|running~@pod !@wish !@human',
			'@pod|it|they>+jump|jumps>@elsewhere|node|nodes',
			'+move|migrate|transfer|relocate>@pod|it|them>@elsewhere|node|nodes|machine|machines !@wish !@human !@app !@data !@storage',
			'@pod|it|they +moved|migrated|relocated|transferred|moves|migrates|move|migrate @elsewhere !@wish !@human !@app !@data !@storage',
		],
	},
	{
		id: 'a-new-pod-has-a-new-address',
		about: ['deployment', 'replicaset'],
		reply: 'The Pod that takes the place of a lost one has a new name and a new address.',
		says: ['+keep|keeps|retain|retains>ip|ips|address !@storage'],
	},
	{
		id: 'restart-policy-recreates',
		reply: 'A restartPolicy is for the containers of a Pod that is there; it brings no deleted Pod back.',
		says: [
			'restartpolicy|policy>+@recreate|@anew|@create>@pod|deleted|@elsewhere !@container',
			'^~because|since|unless restartpolicy|policy <-@recreate|@anew !@container !only',
			'<restartpolicy|policy +@recreate|@anew|@create @pod|deleted !@container !<@container',
			'<+fine|ok|okay|enough|safe|solved|fixed restartpolicy',
			'restartpolicy>+fixes|solves|enough|replaces',
			'restartpolicy>only|ignored|unless>@controller',
			'restartpolicy>+ignored',
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
			'scheduler|service|kubelet|ingress>does|do|will|would|can>+@recreate|@anew !<@container !@container !@node',
			'scheduler>+ensures|makes|keeps|maintains|counts|watches|monitors>@pod|@count',
			'+@recreate|recreated|replaced>by>scheduler|kubelet|service|etcd !@container',
			'what~the~scheduler|service|kubelet|kube-proxy|etcd>does !@container',
			'only>service|labels|volume|restartpolicy>+@recreate|@anew !@container',
		],
	},
	{
		id: 'containers-are-not-restarted',
		about: ['bare'],
		reply:
			'While a Pod is on its node, the kubelet there restarts a container that crashes. What nobody makes again is the Pod itself.',
		says: [
			'@container -restart|@recreate !<<@node !<<deleted|delete|evicted',
			'<@container>@die ^~not|never -restart|restarted !<@node',
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
			'kubelet>not|never>-tend|watch|monitor|care|check|run|start|manage !@elsewhere !@recreate',
		],
	},
	{
		id: 'a-pod-costs-more',
		about: ['bare'],
		reply: 'A Pod runs the same with a controller and without one: no slower, and at no other cost.',
		says: [
			'any: more|much|extra~overhead|memory|cpu|ram|resources|expensive|power !@storage',
			'any: +slower|expensive|insecure|costly|slow',
			'less>secure|performant|performance',
			'any: +cost|costs>more|money|much|extra',
			'+charge|charges',
			'lower|low|less~priority',
			'+license|licence|paid|pay',
			'performance|efficiency|+overloads',
			'+take|takes|eats|uses>all|every|whole>resources|memory|cpu|node',
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
			'not~run|start|work|exist>without|alone|itself|own !again',
			'kubernetes|cluster|api|server|it>+error|complains|warning',
			'@pod can|be>-created !again !@die !automatically !@recreate',
			'-run|scheduled|started>-on|to !@elsewhere !again !@die !@recreate',
			'can>not>-deleted|removed|killed !without',
			`@bare|@pod|it|they>+need|needs|requires|must|takes|uses|eats|blocks ${nothingThatIsSo} !someone|something`,
			'@pod|it|they>+need|needs|requires>own|separate|special~@node',
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
			'can|could|may~-not>-see|read|view|send|receive|reach|connect|mount|attach|expose|talk|communicate|access|pull|store|label|select|find !@die !<<@downtime !@recreate !@anew !@elsewhere !app|application|website|users',
			'also|besides|plus|moreover|furthermore|either|neither>not|no|impossible !nothing|nobody !again !@recreate !@anew !@elsewhere !@scale !@update !@available !@selfheal !@manage !@keep !@controller !@human !many|more|several !production !history',
			`@bare|@pod|it|they|containers>can|could|has|have|does|never>no|not|never ${nothingThatIsSo} !need`,
			'<-@recreate|@anew|@manage also|besides|plus|moreover|furthermore|neither>no|not|@pod|it|its|they|you|containers|kubernetes !@scale !@update !@count !@available !@fragile !single|instance|test|tests !@die !@gone !@recreate !@anew !@selfheal !@manage !@keep !@controller !@downtime !@elsewhere !production !@human>have',
			'impossible|refuse|refuses|unable>-get|enter|attach|mount|use|reach|expose|connect|give|talk|communicate|access',
			'not>-have|use|mount|read|attach|pull|get|contain>-env|environment|configmap|configmaps|secret|secrets|image|images|config|volume|container|containers',
			'no|without~-container|containers !@recreate',
			'limit|limits|requests|labels|probes>+ignored',
			'+share|shares>host|node>network|namespace|filesystem',
		],
	},
	{
		id: 'how-many-containers',
		about: ['bare'],
		reply: 'How many containers it has is not the point: what matters is that nothing makes it again.',
		says: [
			'one|single|multiple|many|several|two|more @container only|not|need|needs',
			'second|another|backup~container',
			'@container split|splits|spread|across',
		],
	},
	{
		id: 'ends-by-itself',
		about: ['bare'],
		reply: 'Kubernetes sets a Pod no time limit of its own; a bare Pod runs until it is deleted or its node fails.',
		says: [
			'@pod|it|they +live|lives|exist|run|runs|last|lasts>hours|hour|minutes|days|day|weeks !@node !not',
			'@pod|it|they>+delete|deletes|remove|removes|destroy>itself|themselves',
			'@pod|it|they>+deleted|removed|killed|cleaned|swept>automatically|cycle !@node !<@node',
			'kubernetes|cluster|server>+delete|deletes|removes|cleans>@pod automatically',
			'+expire|expires|swept|garbage',
			'+limited>memory|cpu|namespace|gb|mb',
			'+close|closes|closed|closing|exit>terminal|laptop|session|shell|window|ssh',
			'log|logs|logged~in|out|off',
			'only|just|must|always>default~namespace',
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
			'+@recreate|@anew>only>same|its|once|twice !@container !@human !@controller',
			'kubernetes|it|kubelet>only>+@recreate|@anew>@pod|it|each|them !@container !@human !@controller !managed|owned|that|which',
			'+@recreate|@anew|appears>only !@human !@controller !@container !kubelet',
			'+@recreate|@anew only~if|when|after @die !@human !<controller',
		],
	},
	{
		id: 'another-reason',
		about: ['bare'],
		reply: 'Nothing makes it again because no controller owns it; there is no other reason.',
		says: [
			'^~because|since <-@recreate|@anew !@controller !@manage !@keep !owner !@desired !promise !@human !@automatic !@count !@component !nothing|nobody|none !@recreate !@anew !@selfheal !loop !@die !@gone !know !unmanaged|parent !@fragile !@available !@wish !alone|own|itself|lonely|above|behind',
			'^~because|since <-@recreate|@anew image|yaml|manifest|ip|label|port|disk|service|dns !@controller !@human',
		],
	},
	{
		id: 'is-not-scheduled',
		about: ['bare'],
		reply: 'A bare Pod is scheduled like every other Pod, stored in etcd, and shown by kubectl.',
		says: [
			'+bypass|bypasses|skip|skips|circumvents|avoids>scheduler',
			'scheduler>+ignores|ignore|skips|refuses|rejects',
			'scheduler>only>@deployment|@controller|@manage',
			'only|just>@controller>scheduler',
			'+pending',
			'always>control-plane|master',
			'+stored|saved>memory|locally|@node !@data',
			'outside~cluster|kubernetes|of|the',
			'not|never>-stored|saved|registered>etcd|api|server|cluster',
			'kubectl>not>-see|show|list|find',
			'not>-visible|listed',
		],
	},
	{
		id: 'is-less-safe',
		about: ['bare'],
		reply: 'A Pod is as safe with a controller as without one: its rights are set in its own specification.',
		says: [
			'+security|isolation|isolated|hackers|hacker|hacked|attackers|attack|encrypted|encryption',
			'^~as root',
			'+privileged',
			'unsecure|insecure',
		],
	},
	{
		id: 'harms-its-node',
		about: ['bare'],
		reply: 'A Pod that fails does no harm to its node: the node goes on.',
		says: [
			'@pod|it|process>+take|takes>node|cluster|machine>with|down !survive',
			'node~must|has|needs>rebooted|restarted !@pod',
			'whole|entire~cluster @die',
			'node>must|has|needs>reinstalled|reinstall|rebuilt|reset',
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
		says: [
			'@pod>can|may|hold|contain>+just|only|one|1|single>one|single|a|1~container !usually !mostly',
			'@pod>+exactly|only|always>one|1|single~container !usually !mostly !often !most !@recreate',
		],
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
