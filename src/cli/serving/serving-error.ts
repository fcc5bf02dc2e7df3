/** Why a server could not be opened, in a sentence for whoever asked for it. */
export class ServingError extends Error {
	override readonly name = 'ServingError';
}
