<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\Findings;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\Remedies;
use SorsApi\Issues\SentDecision;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Outbox\Outbox;
use SorsApi\Sors\Api;

defined( 'ABSPATH' ) || exit;

/** The entries of the outbox: orders on their way to SORS. */
final class OutboxController extends Controller {

	private Outbox $outbox;
	private SentDecision $sent;
	private Api $api;

	public function __construct( Outbox $outbox, SentDecision $sent, Api $api ) {
		$this->outbox = $outbox;
		$this->sent   = $sent;
		$this->api    = $api;
	}

	public function registerRoutes(): void {
		$this->route( 'POST', '/outbox/send', 'send-orders-body', 'send-orders-response', [ $this, 'sendOrders' ] );
		$this->route( 'POST', '/outbox/' . self::ID . '/send', null, 'outbox-entry', [ $this, 'sendEntry' ] );
		$this->route( 'POST', '/outbox/' . self::ID . '/resolve', 'resolve-body', 'outbox-entry', [ $this, 'resolve' ] );
	}

	/** @return array<string, mixed> What was queued, whatever the orders' status; those that cannot be are listed with the reason. */
	public function sendOrders( Input $input ): array {
		$result = $this->outbox->send( $input->ints( 'orderIds' ) );
		Findings::forgetCounts();
		return [ 'items' => array_map( [ $this, 'shape' ], $result['items'] ), 'refused' => $result['refused'] ];
	}

	/** @return array<string, mixed> One entry, once it was sent or could not be. */
	public function sendEntry( Input $input ): array {
		$entry = $this->outbox->sendEntry( $input->id );
		Findings::forgetCounts();
		return $this->shape( $entry );
	}

	/** @return array<string, mixed> One entry, as a person has decided about it. */
	public function resolve( Input $input ): array {
		/** @var array{as: string, documentId?: string, documentNumber?: string} $decision Judged by the schema. */
		$decision = $input->values;
		if ( in_array( $decision['as'], SentDecision::ALL, true ) ) {
			$this->sent->decide( $input->id, $decision['as'] );
			$entry = $this->outbox->existing( $input->id );
		} else {
			$entry = $this->outbox->resolve( $input->id, $decision );
		}
		Findings::forgetCounts();
		return $this->shape( $entry );
	}

	/** @return array<string, mixed> Exactly zod `outboxEntry`. */
	private function shape( OutboxEntry $entry ): array {
		$issue = $entry->issue;
		return $entry->toArray() + [
			'issue'    => null === $issue ? null : [
				'code'    => $issue->code,
				'message' => IssueText::of( $entry, $issue ),
			],
			'remedies' => Remedies::of( $entry, $this->api->can( 'cancelDocument' ), CountedDocuments::isCarriedOver( $entry ) ),
		];
	}
}
