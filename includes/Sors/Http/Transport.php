<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

/** The way to the server. It sends a request once, follows no redirect and never tries again on its own. */
interface Transport {

	/**
	 * @return Response With any status.
	 * @throws TransportFailed When no whole response came.
	 */
	public function send( Request $request ): Response;

	/**
	 * Says which reads are about to be sent, so that they may be brought at once where that is possible. Never fails: what
	 * does not come is sent when its turn comes. A write is nothing for it.
	 *
	 * @param list<Request> $reads
	 */
	public function ahead( array $reads ): void;
}
