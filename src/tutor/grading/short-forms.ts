/** What people in a hurry write, and what they mean by it. */
const shortForms: Readonly<Record<string, string>> = {
	b4: 'before',
	bc: 'because',
	bcs: 'because',
	coz: 'because',
	cuz: 'because',
	cfg: 'config',
	conf: 'config',
	cont: 'container',
	ctr: 'container',
	ctrl: 'controller',
	ctlr: 'controller',
	def: 'definition',
	depl: 'deployment',
	diff: 'different',
	gonna: 'going to',
	gotta: 'have to',
	idx: 'index',
	ident: 'identity',
	mgd: 'managed',
	mgr: 'manager',
	mgmt: 'management',
	mon: 'monitoring',
	nr: 'number',
	num: 'number',
	obj: 'object',
	pls: 'please',
	r: 'are',
	repl: 'replica',
	sched: 'scheduler',
	smth: 'something',
	sth: 'something',
	stg: 'storage',
	svc: 'service',
	tmpl: 'template',
	tpl: 'template',
	u: 'you',
	ur: 'your',
	vol: 'volume',
	vols: 'volumes',
	wanna: 'want to',
	xcept: 'except',
	ya: 'you',
};

const shortForm = new RegExp(`(?<![\\w/<=.-])(${Object.keys(shortForms).join('|')})(?![\\w/=-])`, 'g');

/** @param text in lower case */
export function writtenOut(text: string): string {
	return text
		.replace(/\bno\.? of\b/g, 'number of')
		.replace(/\b1 by 1\b/g, 'one by one')
		.replace(shortForm, (_, form: string) => shortForms[form]!);
}
