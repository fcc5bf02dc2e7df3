/** What is not so about Deployments and ReplicaSets, or about all controllers. */
import type {Falsehood} from './falsehoods.ts';

const controllers = ['deployment', 'replicaset', 'daemonset', 'statefulset'];

export const replicaFalsehoods: readonly Falsehood[] = [
	{
		id: 'replicaset-over-deployment',
		reply: 'It is the other way round: a Deployment makes and manages ReplicaSets, and these make the Pods.',
		says: [
			'@replicaset>+manages|manage|controls|control|owns|own|creates|create|supervises>@deployment !by !which !who !what !that !is !without',
			'@deployment>+created|managed|owned|controlled|supervised>by~@replicaset',
		],
	},
	{
		id: 'deployment-without-replicaset',
		reply: 'A Deployment makes no Pods itself: it makes a ReplicaSet, and that makes the Pods.',
		says: [
			'@deployment>+@manage|@create>@pod>directly',
			'@deployment>need|needs|has|have|uses|use|works|work|without>-@replicaset',
		],
	},
	{
		id: 'replicaset-updates',
		reply: "Updates and going back are a Deployment's work; a ReplicaSet keeps a number of Pods of one version.",
		says: [
			'@replicaset>+updates|upgrades|rolls|update|upgrade>image|images|version|versions !@deployment !@human',
			'@replicaset>+does|performs|handles|makes|do>+@update !@deployment',
		],
	},
	{
		id: 'old-replicaset-deleted',
		reply: 'The old ReplicaSet is kept, with no Pods, so that there is a way back.',
		says: [
			'old|previous~@replicaset>+deleted|removed|destroyed !limit|history|after|beyond|revisionhistorylimit !pods',
			'+deletes~old|previous~@replicaset !limit|history|after|beyond|revisionhistorylimit',
		],
	},
	{
		id: 'same-name-again',
		about: ['deployment', 'replicaset'],
		reply: "A Deployment's Pods are interchangeable: each new one has a new name and a new address.",
		says: [
			'+restart|recreate|revive|resurrect|restore|bring|start>same~pod !number !count',
			'+restart|recreate|revive|start>very~same !number !count',
			'+@recreate with>its|same|old~ip|name|address',
			'+same|stable|fixed|sticky|permanent|persistent>name|names|ip|ips|hostname|hostnames|identity|identities !prefix !label !labels !-@random !image !@human',
		],
	},
	{
		id: 'keeps-data',
		about: ['deployment', 'replicaset'],
		reply: 'Deployments and ReplicaSets look after how many Pods run, not after data: that wants a volume.',
		says: [
			'never|not>-lose|loses|lost>-data',
			'not>-use|have|mount>-@storage|storage !own !each !per !@stable',
			'+keeps|saves|restores|preserves|replicates|copies|backs|backup|keep|save|restore|preserve>data|files|database|databases !@storage~claim',
		],
	},
	{
		id: 'one-on-each-node',
		about: ['deployment', 'replicaset', 'statefulset'],
		reply: "A Pod on each node is what a DaemonSet gives; a Deployment's Pods run wherever there is room.",
		says: [
			'+one|a|exactly|single|copy~pod|copy|replica|instance|of>each|every|all|per>node|nodes|machine|machines !@daemonset !by>@deployment|@replicaset',
			'each|every~node~has|gets|runs>+one|a !@daemonset',
			'+one>per|each|every>node|machine !@daemonset !by>@deployment|@replicaset',
		],
	},
	{
		id: 'follows-load',
		about: ['deployment', 'replicaset', 'daemonset', 'statefulset'],
		reply: 'None of them follows the load by itself: that takes a HorizontalPodAutoscaler.',
		says: [
			'cpu|load|traffic|demand|usage +@scale|autoscale|adapt|adjust|more !hpa !autoscaler !horizontalpodautoscaler !@human !balance|balancing|balances|balancer',
			'^~when|if|as|with|whenever|by cpu|load|traffic|demand|usage !<-@scale <+add|adds|scale|adjust|adapt|start|create !<@human !<hpa|autoscaler|horizontalpodautoscaler',
		],
	},
	{
		id: 'copies-data',
		about: controllers,
		reply: 'No workload copies or backs up data: that is for the application to do.',
		says: ['+replicates|copies|backs|backup|replicate|synchronizes|syncs>data|files|database|databases'],
	},
	{
		id: 'lives-forever',
		about: controllers,
		reply: 'Pods of a controller die like all others; they are replaced.',
		says: [
			'@pod>+live|lives|run|runs>forever !@wish',
			'@pod>never>-deleted|die|dies|fail|fails|crash|crashes',
			'@pod>can~not>-be>-deleted|killed|removed',
		],
	},
	{
		id: 'only-one',
		about: ['deployment', 'replicaset'],
		reply: 'It keeps as many Pods as its `replicas` says.',
		says: [
			'can|may|must only|most one|single|1~pod|replica|copy|instance !each !every',
			'+exactly|only>one|single|1~pod|copy|replica|instance !each !when !^~if|when|where !@node !version !per',
		],
	},
	{
		id: 'only-on-the-control-plane',
		about: ['bare', ...controllers],
		reply: 'Pods run on workers; on the control plane only those that tolerate its taint.',
		says: ['+only|just>control-plane|master !tolerate|tolerates|toleration'],
	},
	{
		id: 'balances-traffic',
		about: controllers,
		reply: "Traffic is a Service's matter: it finds Pods by their labels and spreads requests over them.",
		says: [
			'+balance|balances|balancing|distribute|route|send|forward|spread>traffic|load|requests|network|users !service',
			'load~+balance|balances|balancing|balancer !service',
		],
	},
	{
		id: 'chooses-nodes',
		about: ['deployment', 'replicaset'],
		reply: 'Which node a Pod runs on is chosen by the scheduler.',
		says: [
			'+decide|decides|choose|chooses|picks|selects>which|what|where|the|a~node|nodes|machine !scheduler',
			'which~node|nodes <+decide|choose|pick|select|determine !<@human !<scheduler',
		],
	},
	{
		id: 'back-on-the-same-node',
		about: ['deployment', 'replicaset'],
		reply: 'A new Pod runs wherever there is room, on this node or on another.',
		says: ['+@recreate|@anew on~the|same>same|its|their~node|machine|worker|host'],
	},
	{
		id: 'one-for-each-pod',
		about: ['deployment', 'replicaset'],
		reply: 'One ReplicaSet looks after many Pods, wherever they run: it has neither a Pod nor a node of its own.',
		says: [
			'one|own>@replicaset>per|each|every>pod|node|namespace|container !version !revision !@keep',
			'each|every~pod|node|namespace|container>has|have|gets|needs>own|one|a~@replicaset',
		],
	},
	{
		id: 'all-on-one-node',
		about: ['deployment', 'replicaset'],
		reply: 'Its Pods run wherever there is room, most often on several nodes.',
		says: [
			'all|pods|copies|replicas|them>+on|onto>one|same|single~node|machine|server !each !per !every !@human !can !could !may !might !container',
			'+different|each|several|own|all~namespace|clusters !node !name',
		],
	},
	{
		id: 'left-behind',
		about: ['deployment', 'replicaset'],
		reply:
			'A Deployment that is deleted takes its ReplicaSets and their Pods with it, unless it is told to orphan them; not the other way round.',
		says: [
			'@replicaset|pods|pod|it>+stay|remain|survive <^~if|when|after|once <delete|remove>@deployment !orphan|cascade',
			'@replicaset|pods|pod|it>+stay|remain|survive <^~if|when|after|once <@deployment>deleted|removed !orphan|cascade',
			'@deployment>is|gets|too>+deleted|removed !^~if|when|once|unless|after|and <@replicaset',
			'delete|remove>@replicaset>@deployment>+deleted|removed|gone',
		],
	},
	{
		id: 'belongs-to-a-service',
		reply: 'A Service only finds Pods by their labels; they belong to the ReplicaSet that made them.',
		says: ['@pod>+belong|owned>to|by>service|ingress'],
	},
	{
		id: 'invented-limit',
		about: controllers,
		reply: 'There is no such limit: there may be as many Pods as the cluster has room for.',
		says: [
			'can~not>-more|over|beyond>than>@numeral|hundred|thousand !node !one|1',
			'maximum|limited|limit>of|to|is|at>@numeral|hundred|thousand !node !one|1 !not',
		],
	},
	{
		id: 'by-the-clock',
		about: controllers,
		reply: 'Controllers do not work by the clock: they watch, and act as soon as something is not as it should be.',
		says: [
			'every|each~hour|minute|night|week|month|morning|day|days',
			'every|each~@numeral|few~minute|second|hour|day|days',
			'^~once a|per|every hour|day|week|month|minute',
		],
	},
	{
		id: 'makes-nodes',
		about: controllers,
		reply: 'Nodes are machines that join the cluster; no workload creates or mends them.',
		says: [
			'+restart|repair|replace|heal|reboot~crashed|failed|dead|broken|lost~node|nodes|machine',
			'+create|replace|repair|restart~node|nodes|machines|server|servers !@human !@human>node',
			'kubernetes|it|they|@daemonset>+adds|orders|buys~nodes|machines !^~if|when',
		],
	},
];
