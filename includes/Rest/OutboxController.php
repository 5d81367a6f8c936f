<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\SentDecision;
use SorsApi\Outbox\Outbox;

/** The orders on their way to SORS. */
final class OutboxController extends Controller {

	private Outbox $outbox;
	private SentDecision $sent;

	public function __construct( Outbox $outbox, SentDecision $sent ) {
		$this->outbox = $outbox;
		$this->sent   = $sent;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/outbox', 'outbox-query', 'outbox-response', [ $this, 'list' ] );
		$this->route( 'GET', '/outbox/' . self::ID, null, 'outbox-entry-details', [ $this, 'read' ] );
		$this->route( 'POST', '/outbox/send', 'send-orders-body', 'send-orders-response', [ $this, 'sendOrders' ] );
		$this->route( 'POST', '/outbox/' . self::ID . '/send', null, 'outbox-entry', [ $this, 'sendRow' ] );
		$this->route( 'POST', '/outbox/' . self::ID . '/resolve', 'resolve-body', 'outbox-entry', [ $this, 'resolve' ] );
	}

	/**
	 * `GET outbox`: orders on their way to SORS, newest first.
	 *
	 * @return array<string, mixed>
	 */
	public function list( Input $input ): array {
		/** @var array{state?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		$found = $this->outbox->list( $query );
		return [
			'items' => self::rows( $found['items'] ),
			'total' => $found['total'],
		];
	}

	/**
	 * `GET outbox/{id}`: the row with what was sent and what happened to it.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 */
	public function read( Input $input ): array {
		$entry = $this->outbox->get( $input->id );
		if ( null === $entry ) {
			throw Failure::notFound( __( 'There is no such entry in the outbox.', 'sors-api-for-woocommerce' ) );
		}
		return self::shape( $entry ) + [
			'body'    => $entry->body,
			'history' => $this->outbox->history( $entry->id ),
		];
	}

	/**
	 * `POST outbox/send`: puts orders in line, whatever their status; the ones that cannot be are named with the reason.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 */
	public function sendOrders( Input $input ): array {
		$result = $this->outbox->send( $input->ints( 'orderIds' ) );
		return [
			'items'   => self::rows( $result['items'] ),
			'refused' => $result['refused'],
		];
	}

	/**
	 * `POST outbox/{id}/send`: sends one row now, and answers what became of it.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 */
	public function sendRow( Input $input ): array {
		return self::shape( $this->outbox->sendEntry( $input->id ) );
	}

	/**
	 * `POST outbox/{id}/resolve`: a person decides what cannot decide itself.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function resolve( Input $input ): array {
		/** @var array{as: string, documentId?: string, documentNumber?: string} $decision Judged by the schema. */
		$decision = $input->values;
		if ( in_array( $decision['as'], SentDecision::ALL, true ) ) {
			$this->sent->decide( $input->id, $decision['as'] );
			$row = $this->outbox->get( $input->id );
		} else {
			$row = $this->outbox->resolve( $input->id, $decision );
		}
		if ( null === $row ) {
			throw Failure::notFound( __( 'There is no such entry in the outbox.', 'sors-api-for-woocommerce' ) );
		}
		return self::shape( $row );
	}

	/**
	 * @param OutboxEntry[] $entries
	 *
	 * @return array<int|string, array<string, mixed>>
	 */
	private static function rows( array $entries ): array {
		return array_map( [ self::class, 'shape' ], $entries );
	}

	/** @return array<string, mixed> Exactly zod `outboxEntry`. */
	private static function shape( OutboxEntry $entry ): array {
		$issue = $entry->issue;
		return $entry->toArray() + [
			'issue' => null === $issue ? null : [
				'code'    => $issue->code,
				'message' => IssueText::of( $entry, $issue ),
			],
		];
	}
}
