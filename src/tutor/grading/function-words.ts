/** The small words of English: what denies, what joins clauses, and what holds a sentence together. */

const set = (words: string) => new Set(words.trim().split(/\s+/));

/** What denies the words after it in its clause. */
export const deniers = set(`
	not never no nothing nobody none nor neither lack lacks lacking cant dont doesnt wont isnt hardly unable refuse
	refuses zero nowhere non missing misses miss impossible
`);

/**
 * What turns that which follows it into its opposite, and the word that must then follow: "nothing prevents it from …",
 * "it is false that …", "fails to …". The wrong node and a node that fails turn nothing round.
 */
export const reversers: readonly {readonly words: ReadonlySet<string>; readonly before: ReadonlySet<string>}[] = [
	{
		words: set('prevent prevents prevented preventing hinder hinders avoid avoids forbids'),
		before: set('it them that the pods its from a'),
	},
	{words: set('false untrue myth wrong incorrect lie doubt unlikely'), before: set('that to')},
	{words: set('fail fails failed failing'), before: set('to')},
];

/** With "from" after them these turn round, too: "nothing stops it from coming back". */
export const stoppers = set('stop stops stopped stopping keep keeps kept');

/** After "does not" these deny nothing more: "it don't never come back" is said for "it never comes back". */
export const concord = set('never nothing nobody no none nor neither nowhere');

/** Words that begin another clause. */
export const joiners = set(`
	but because since so while whereas although though if when whenever once after until till which who unless however
	therefore hence thus then cause coz cuz bc bcs bcz becoz becuase becouse as yet otherwise meaning means before where even
`);

/** Joiners that begin a condition. */
export const conditions = set('if when whenever once after as where');

/** What may be the subject after an "and" or "or": then it begins another clause. */
export const subjects = set(`
	it they you we i the a an this that there nothing nobody no none kubernetes your its another then will is are was can
	does do has have had would deployment deployments controller replicaset replicasets pod pods node nodes not also
	everything all each every daemonset statefulset someone somebody bare manages keeps creates makes gives only
	just never
`);

/** Auxiliaries: what is left of a sentence whose rest was said before ("bare pods do not"). */
export const auxiliaries = set(
	'do does did is are was were will would can could has have had be may might must should',
);

/** Words that hold a sentence together; a list of keywords has hardly any. */
export const glue = new Set([
	...deniers,
	...joiners,
	...auxiliaries,
	...set(`
		a an the it its they them this that these those to of in on at by for with and or from into than there you your we
		i my our their his her own same each every one per via without like unlike using too very only always itself
		themselves sharing running containing holding keeping up back away gets get got more most what how why about any all some other another
	`),
]);

/** Right words that a typing error would make of words of the lexicon. */
export const commonWords = set(`
	there their these those about other would could where being every first world again never always after because
	create state under still until which while start store stores normal really almost reason remote place given files
	works words least clean cluster clusters cause causes common command commands code codes cold cost costs course
	coming cover crate date dates deal dear deep diet dive drive drives easy else ever fact fall falls fast find fine
	free full fully good great hard hand have head hear help here hide high home hope huge idea ideas just kind know
	large last late later learn less life light like line list live lives load local long look main many mean means
	might mind money month most much must name names near nice night note notes object objects often once open order
	over part parts past path people point points power quick quite rate read reads ready real rely rest ride right
	rule rules said same save scene score seem seems sell send sense several shape sharp short show side simple simply
	since single site size small some soon sort sound space speak spend stand step steps store strong such sure table
	take taken task team tell tend term terms test tests thank that thing things think three through time times today
	told took tool total touch tree true trust turn turns twice type types unit usual value very view wait walk wall
	want warm wash waste watch water wear week well what wheel whole wide wife will wind wise wish with without woman
	smaller larger bigger autoscale autoscaling comparing increases wipes automatism collection scaler readability forbid definition wood work worth write wrong year young yours apples bears turtles users using usually yourself production platform
	hosted posts hosts poster moody mode model node nodes nude naked nobody notes dies dice died dried lose close loss
	based basic bare base bars care cares card ports port pots pot posted poor pool pools spot pets pet plate place
	places placed replies reply relies relied remote remove removes recreation recreational resource resources control
	controls scare scares scaled sealed settled steal stable table tables cable able enable enables unable notable
	say says give gives given mean meant play played lots driven differently constantly span slides manager owner
	abort admit adopt against along answer append arise arrive back backend basis begin black block cache case cash change
	charge check clause collective combine complete compute connect convert count counter couple cover crate custom decode
	dependent depth detect determinism differ difference different direct discuss doing drive driver earth edge everything
	exact execute export field filled fire fork form generation generator getter gift handle handler hang hold holder idle
	import inner install issue item join knowing level lines list listen login longer maintainer marked market match
	migration missed moss newer offer older operating operation operator outer override owner pace permit pick plain plane
	plan pointer prediction prefer prepend present print product promise raise readable readiness reading receive refused
	regard reinstall reload report respectively responsive retry review risk runner safe saved saying scope separator serve
	setting shake shape share shore sitting smart something somewhere special spinner split stale star stats status stick
	storage stored string strip stroke substitution suppose supported tasks temporarily terminal thought thing tier timer
	token tolerate tool trace traffic transform trick tune understand unreadable unsure upon usable user uses util version
	virtual waiting wants whale wherever white wonder worked worker
`);
