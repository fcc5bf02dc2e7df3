/** What is not so about DaemonSets and StatefulSets. */
import type {Falsehood} from './falsehoods.ts';

export const setFalsehoods: readonly Falsehood[] = [
	// DaemonSets.
	{
		id: 'daemonset-replicas',
		about: ['daemonset'],
		reply: 'A DaemonSet has no `replicas`: each node that fits gets one Pod.',
		says: [
			'+need|needs|requires|require|want|wants>replicas !not !no !why !would !if',
			'replicas|default>is|are|of~+1|one|3|three',
			'autoscaler|hpa>does|decides|sets|scales|that|it !can !may !would',
			'replicas>must|should|has|have|needs>+set|given|specified|equal !not',
			'@human>must|have|need|should|can|may>+set|give|specify|choose|write>replicas|number !not !would',
		],
	},
	{
		id: 'daemonset-by-hand',
		about: ['daemonset'],
		reply: 'A node that joins gets its Pod without anybody doing anything.',
		says: [
			'@human|must|have|need +@create|add|start|set @pod|one|it|them manually|hand|yourself',
			'@human>+apply|reapply|install|deploy|start|restart <<@join !again~yourself !would',
			'^~after|when|until|once @human>+apply|reapply|restart|run|rerun>again',
			'@node>need|require|want>+restart|reboot|redeploy',
			'only>existing|existed|present @node !each',
			'new~node not|never -get|gets|receive',
		],
	},
	{
		id: 'daemonset-outside',
		about: ['daemonset'],
		reply: "A DaemonSet's Pods are ordinary Pods, run by Kubernetes.",
		says: [
			'outside~kubernetes|cluster|the|of',
			'not|without>-@manage|run|controlled|scheduled>by>-kubernetes|controller',
			'by|via|through>systemd',
			'systemd>+run|runs|start|manage',
			'+uses|creates|manages|owns|use|makes>+@replicaset|@deployment !by !is',
		],
	},

	{
		id: 'daemonset-names-and-disks',
		about: ['daemonset'],
		reply: 'Stable names and disks of their own are what a StatefulSet gives; a DaemonSet gives each node a Pod.',
		says: [
			'+stable|sticky|persistent|fixed|ordered>name|identity|disk|storage|volume|ip|address',
			'+same~ip|address',
			'own~disk|storage|volume',
		],
	},
	{
		id: 'daemonset-elsewhere',
		about: ['daemonset'],
		reply: 'When a node is lost, its DaemonSet Pod is lost with it: the other nodes have theirs already.',
		says: ['+@recreate|move|migrate>another|other|different|healthy|remaining|surviving~node !@join !@human'],
	},
	{
		id: 'daemonset-cannot-change',
		about: ['daemonset'],
		reply: 'A DaemonSet can be updated, rolled back, restarted and deleted, as a Deployment can.',
		says: ['can~not|never>-be>-updated|upgraded|rolled|restarted|deleted|edited|changed !@pod|number|count|replicas'],
	},
	{
		id: 'only-one-daemonset',
		about: ['daemonset'],
		reply: 'A cluster may have any number of DaemonSets, in any namespace.',
		says: [
			'only|most~one|single|1~@daemonset',
			'one|single~@daemonset>per|each|every>cluster|namespace',
			'only|must|has~to>kube-system',
		],
	},
	{
		id: 'daemonset-not-everywhere',
		about: ['daemonset'],
		reply: 'A DaemonSet puts one Pod on each node that fits: not on one of them, and not several on each.',
		says: [
			'on|in>+one|single|1~node !each !every !all !@each !a|one~pod',
			'+several|multiple|many|two|three~pods|copies|replicas|instances>each|every|per>node !one|1|single',
			'+split|divide>pod|pods|it|work|parts',
		],
	},

	// StatefulSets.
	{
		id: 'names-change',
		about: ['statefulset'],
		reply: 'The names are fixed: db-0 that is made again is db-0.',
		says: ['+new|random|changing|different|another~name|names|identity|hostname !no !-@random'],
	},
	{
		id: 'one-disk-for-all',
		about: ['statefulset'],
		reply: 'Each Pod of a StatefulSet has a claim and a disk of its own; they do not share one.',
		says: ['+share|shared|common~one|a|the|same|single~@storage', 'all>+share|use>@storage'],
	},
	{
		id: 'stable-ip',
		about: ['statefulset'],
		reply: 'A Pod that is made again gets a new IP address; what stays is its name, which DNS knows.',
		says: [
			'+stable|fixed|same|sticky|static|permanent|persistent|constant|keep|keeps|retains>ip|ips',
			'ip|ips +stays|remains|fixed|stable|static|persists',
		],
	},
	{
		id: 'same-node',
		about: ['statefulset'],
		reply: 'What stays is the name and the disk; the node may be another one.',
		says: ['+same|fixed|stable|own~node|machine|server !@container !local'],
	},
	{
		id: 'all-at-once',
		about: ['statefulset'],
		reply: 'Unless it is told otherwise, a StatefulSet starts its Pods one after the other.',
		says: [
			'+parallel|simultaneously|concurrently !<<podmanagementpolicy|policy !nor',
			'all +@startstop|pods at>+once|time|same !one !a~time',
		],
	},
	{
		id: 'disk-is-deleted',
		about: ['statefulset'],
		reply: "A Pod's disk outlives it: its claim stays when the Pod, and even the StatefulSet, is deleted.",
		says: [
			'+deletes|wipes|removes|erases~@storage',
			'@storage is|are|gets|get>+deleted|wiped|erased|removed|recreated',
			'<@storage ^~which +deleted|wiped|lost|erased|removed',
			'restart|restarts|recreated|time>new|fresh|empty~@storage',
		],
	},
	{
		id: 'cannot-be-changed',
		about: ['deployment', 'replicaset', 'statefulset'],
		reply: 'Deployments and StatefulSets can both be scaled and updated.',
		says: [
			'not|never>-be>-scaled|updated|upgraded !itself !alone !@bare',
			'@deployment>can~not>-scale !itself !@order !one',
		],
	},
];
