/** How much a client may ask of the server, so that a broken or slow one costs the others nothing. */
export interface Limits {
	/** The largest body of a request, in bytes (apiserver pkg/server/config.go MaxRequestBodyBytes). */
	readonly bodyBytes: number;
	/** The largest head of a request, in bytes. */
	readonly headerBytes: number;
	/** How many connections may be open at a time. */
	readonly connections: number;
	/** How long a connection may take for its TLS handshake, and how long for the head of a request, in milliseconds. */
	readonly handshakeTime: number;
	readonly headersTime: number;
	/** How long a client may take to send a whole request, in milliseconds. */
	readonly requestTime: number;
	/** How long a connection may be idle between two requests, in milliseconds. */
	readonly idleTime: number;
	/** How long a client may leave a stream unread that has more to say, in milliseconds. */
	readonly stallTime: number;
	/** How many events may wait for a client that reads too slowly. */
	readonly waitingEvents: number;
	/** How many bytes may wait for a client before it is waited for. */
	readonly waitingBytes: number;
}

export const defaultLimits: Limits = {
	bodyBytes: 3 * 1024 * 1024,
	headerBytes: 64 * 1024,
	connections: 500,
	handshakeTime: 10_000,
	headersTime: 10_000,
	requestTime: 60_000,
	idleTime: 180_000,
	stallTime: 30_000,
	waitingEvents: 20_000,
	waitingBytes: 1024 * 1024,
};
