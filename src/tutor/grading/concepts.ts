/** "another node", "the remaining machines", … */
const others = [
	'other',
	'another',
	'different',
	'new',
	'healthy',
	'surviving',
	'working',
	'good',
	'remaining',
	'available',
	'live',
	'free',
]
	.flatMap(which => ['node', 'machine', 'worker', 'host', 'server', 'vm'].map(place => `${which} ${place}`))
	.join(', ');

/**
 * What people mean, and how they say it: each concept with its words and phrases, separated by commas. A base form
 * stands for its inflections.
 */
export const concepts: Readonly<Record<string, string>> = {
	// What becomes of a Pod.
	recreate: `recreate, restart, reschedule, respawn, restore, revive, resurrect, replace, replacement, relaunch, rebuild,
		redeploy, recover, recovery, recreation, reappear, regenerate, reincarnate, reboot, resume, reinstate, substitute,
		come back, bring back, brings back, return, start again, start anew, create again, make again, make anew, run again,
		spin up, put back, get back, take place, take over, schedule again, appear again, stand up again, rise again, up again, bring up, re create, back to life, launch again, deploy again, failover, fail over, get new, reprovision, rerun, swap, swap in, come again, coming again, reestablish, replenish, fill the gap, step in, stand in, resurrection, restoration, revival, rebirth, reborn, regeneration, substitution, reinstatement, reinstantiate, rescue, fire up, raise again, come up again, pop up again, show up again, start over, start afresh, start back up, start up again, reallocate, reassign, rehost, remake, respin, renew, put up again, get up again, respawning, born,
		pick up, resuscitate, set up again, set up anew, repopulate, refill, top up, make up for, compensate, back online, bring online, order another, order new, provide another`,
	anew: `new one, another one, new pod, another pod, start new, create new, make new, launch new, spawn new, spin new,
		start another, create another, make another, launch another, new copy, fresh one, fresh pod, start it elsewhere, new instance, new replica, another replica, fresh replica, fresh copy, spare, another in its place, give another, get another, give new`,
	put: `put, place, move, schedule, run, start, migrate, transfer, bring, shift, launch, create, relocate, assign`,
	elsewhere: `elsewhere, somewhere else, anywhere else, next node, ${others}`,
	selfheal: 'selfheal, heal, repair, self repair, fix itself, self-repair, self-heal',
	gone: 'vanish, disappear, gone, lost, lose, irrecoverable, unrecoverable, cease, end of, perish, evaporate, toast, be history, be simply history, be just history, kaput, rip, wiped out, done for',
	permanent:
		'forever, for good, permanently, permanent, for ever, for always, forevermore, for all time, irreversibly, once and for all, eternally, final, definitive, irreversible, irrevocable',
	stays: 'stay, remain, keep',
	die: `die, delete, crash, fail, failure, kill, evict, terminate, break, end, stop, destroy, go down, go away, shut down,
		fall over, remove, drain, outage, down, off, perish, collapse, shutdown, lose power, power loss, burn, explode, blow up, break down, offline, loss, eviction, deletion`,
	fragile: `fragile, unreliable, unsafe, risky, unstable, brittle, vulnerable, ephemeral, mortal, temporary, short-lived,
		disposable, weak, single point, perishable, transient, short lived, throwaway, expendable, no guarantee`,
	available: `available, availability, reliable, reliability, resilient, resilience, durable, redundancy, redundant, ha,
		fault-tolerant, fault tolerant, uptime, robust, production-ready, production ready, survive, fault tolerance, high availability, highly available`,
	downtime: 'downtime, outage, unavailable, offline',
	data: 'data, file, database content, disk',

	// Who and what.
	node: 'node, machine, worker, host, server, vm, computer, hardware, instance',
	machine: 'machine, server, vm, computer, virtual machine, hardware, host',
	pod: 'pod',
	bare: `bare pod, naked pod, standalone pod, lone pod, pod alone, pod by itself, pod by themselves, single pod, plain pod,
		unmanaged, pod on its own, pod without, just a pod`,
	app: 'app, application, service, workload, website, software, program',
	container: 'container',
	kubelet: 'kubelet',
	deployment: 'deployment',
	replicaset: 'replicaset, replica set, rs, replicasets, replica-set',
	daemonset: 'daemonset, daemon set, ds, daemon-set',
	statefulset: 'statefulset, stateful set, sts, stateful-set',
	controller: `controller, deployment, replicaset, replica set, rs, statefulset, stateful set, daemonset, daemon set, job,
		control loop, controll loop, reconciliation loop, replication controller, higher level, higher-level, supervisor`,
	human: `you, we, yourself, myself, human, person, someone, somebody, manually, manual, hand, admin, operator,
		engineer, user, people`,
	nothing: 'nothing, nobody, none',

	// What is done.
	manage: `manage, watch, look after, take care, supervise, monitor, maintain, own, control, guard, oversee, responsible,
		ensure, guarantee, track, care for, keep alive, keep running, keep up, see to, handle, govern, in charge, care about, care,
		keep an eye, make sure, makes sure, backed, administrate, administer, babysit, shepherd, tend, orchestrate`,
	create: 'create, make, write, generate, produce, spawn, start, launch, spin up, add, creation, deploy, run',
	keep: `keep, maintain, ensure, guarantee, make sure, hold, control, manage, watch, run, monitor, care, preserve,
		responsible, check, stabilize, sustain, look after, reconcile, supervise, babysit, enforce, uphold, insure, assure, guard, adjust, regulate, secure, provide, steer`,
	scale: `scale, scaling, scalable, scalability, replica, copies, copy, replicate`,
	update: 'update, upgrade, rollout, roll out, rolling, rollback, roll back, version, revert, rolled back',
	wish: `want, need, should, must, ought, expect, supposed, wish, hope, require, would like, has to, have to, so that,
		in order`,
	recognise: 'recognise, recognize, identify, discover, find, adopt, associate',
	automatic: 'automatic, automatically, auto, itself, on its own, by itself, by default',

	// How many.
	count: `number, count, amount, quantity, n, copies, replica, instances, specified, desired, requested, wanted, how many,
		constant, enough, desired state, clone, quota, two, three, four, five, ten, headcount`,
	numeral: 'n, two, three, four, five, six, ten',
	desired:
		'desired, specified, requested, wanted, given, defined, set, asked, n, x, fixed, certain, stable, right, correct, constant, always, exact',
	identical: 'identical, same, equal, alike, copies, replica, clone, duplicate, twin',
	one: 'one, single, a, 1, copy, an, instance, exactly, 1x',
	each: 'each, every, all, per',
	agent: `agent, logger, logging, log, logs, shipper, collector, collect, metric, monitoring, exporter, network plugin, cni,
		calico, kube-proxy, proxy, node-level, fluentd, fluentbit, infrastructure, plugin, node exporter,
		antivirus, forwarder, watchdog, telemetry, scraper, scanner, promtail, filebeat, cilium, flannel, networking, node-exporter, csi, storage driver`,
	follow: `depend, follow, decide, determine, equal, match, dictate, define, set, automatically, automatic, adjust, adapt,
		derive, result, come from, equals, grow, join, based, given, fixed, correspond, already, same as, itself, tied, bound, imply, implied, drive, govern, reflect, mirror, track, inherit, compute, calculate, function of, proportional, link, couple, dependent, infer, fall out, work out, consequence, outcome`,
	needless:
		'pointless, meaningless, redundant, useless, senseless, superfluous, unnecessary, obsolete, irrelevant, nonsense, needless',
	join: 'join, added, add, new node, new nodes, come, appear, arrive, register, expand, grow, onboard',

	// What a Pod is.
	together: `together, bundle, as a unit, side by side, co-located, colocated, co-scheduled, tightly coupled, coupled, belong, collocated`,
	share: 'share, shared, common, localhost, talk over, same ip, one ip, namespace',
	same: 'same, one, single, shared, a, common, 1',
	place: 'node, machine, host, server, worker, vm, computer',
	shared: 'network, address, ip, storage, volume, disk, localhost, ips, namespace, resource, context, lifecycle',
	smallest: `smallest, minimal, atomic, minimum, tiniest, least, lowest, basic unit, basic building, building block,
		basic block, most basic, base unit, fundamental, elementary, primitive`,
	schedules: 'schedule, place, assign, deploy, scheduler, scheduling',
	wrap: 'wrap, wrapper, around, hold, contain, inside, encapsulate, package, within',

	// What a StatefulSet gives.
	stable: `stable, sticky, fixed, persistent, permanent, unique, ordered, predictable, consistent, same, own, constant,
		deterministic, ordinal, numbered, dedicated, keep, retain, preserve, remain, individual, lasting, persist, not random,
		static, known, sequential, distinct, persistence, durable, steady, unchanging, remember, recognizable, indexed, numbers, unchanged, unchangeable, immutable, assigned, stick, fix, persisted, proper, specific, well-known, guaranteed, guarantee, reliable, retention`,
	ident:
		'name, identity, hostname, identifier, id, ids, identities, naming, dns, network identity, pod-0, db-0, db-1, web-0, ordinal',
	storage: `storage, volume, disk, pvc, pv, claim, persistent volume, volumeclaimtemplate, volumeclaimtemplates, data,
		persistentvolumeclaim, persistentvolume, drive, pvcs, persistence, disc, ssd, hdd, pvs, filesystem, mount, hard disk`,
	order: `order, ordered, sequence, sequential, sequentially, one by one, one after, one at a time, first, before, orderly, turn,
		ordering, successive, successively, consecutive, consecutively, after each other, after another, serial, serially, reverse, in-order`,
	startstop: `start, startup, stop, shutdown, start-up, scale, scaling, deploy, deployment, create, creation, delete, deletion,
		terminate, termination, rollout, update, boot, launch, come up, shut, roll, brought, removal, remove, up, down, bring up, spin up, teardown, tear down, provision`,
	dns: 'headless service, dns name, dns record, dns entry, dns, stable network, service name, servicename, fqdn, own address, network name',
	random: 'random, changing, arbitrary, hash, unpredictable, interchangeable',
	own: 'own, each, every, per, dedicated, individual, separate, unique, its, their, respective, private, persistent, stable, sticky, permanent, keep, retain, persist, volumeclaimtemplate, volumeclaimtemplates, durable, same, reattach, survive, remain, persistence, preserve, just for itself, retention',
	is: 'be',
};

/** Irregular forms, by their base. */
export const irregular: Readonly<Record<string, string>> = {
	come: 'came comes coming',
	bring: 'brought bringing brings',
	go: 'goes went gone going',
	get: 'got gets getting gotten',
	make: 'made making',
	keep: 'kept',
	lose: 'lost loses losing loose looses',
	die: 'dead death dying',
	run: 'ran running',
	spin: 'spun spinning',
	stand: 'stood',
	take: 'took taken taking',
	put: 'putting',
	start: 'starting',
	rise: 'rose risen',
	rebuild: 'rebuilt',
	hold: 'held',
	see: 'saw seen',
	be: 'is are was were been being',
	have: 'has had having',
	break: 'broke broken',
	shut: 'shutting',
	stop: 'stopped stopping',
	write: 'wrote written',
	begin: 'began begun',
	set: 'setting',
	rerun: 'reran',
	identity: 'identities',
	fall: 'fell fallen',
};
