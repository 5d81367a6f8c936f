<?php
declare( strict_types=1 );

namespace SorsApi\OrderView;

use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Issues\Remedies;
use SorsApi\Issues\SentDecision;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Outbox\Readiness;

/**
 * What a person may do about an order now: of each entry that is not settled, what is wrong and the buttons that act.
 *
 * @phpstan-type Button array{as: string, label: string, hint: ?string, confirm: ?string, document: array{id: ?string, number: ?string}|null}
 * @phpstan-type Ask array{entryId: int, role: string, about: string, problem: ?string, buttons: non-empty-list<Button>}
 */
final class Asks {

	/** Codes of what waits for something that no button hastens. */
	private const WAITS = [ 'no_items', 'sale_open', 'return_open', 'cancel_busy', 'writes_paused', OutboxEntry::NEWER_YEAR ];

	private OrderRecord $record;
	private bool $canCancel;

	public function __construct( OrderRecord $record, bool $canCancel ) {
		$this->record    = $record;
		$this->canCancel = $canCancel;
	}

	/** @return list<Ask> That of the entry which the state of the order comes from first. */
	public function all(): array {
		$leading = $this->record->leading();
		$asks    = [];
		foreach ( $this->record->entries as $entry ) {
			$buttons = $this->isReplaced( $entry ) ? [] : $this->buttons( $entry );
			if ( [] !== $buttons ) {
				$ask = [
					'entryId' => $entry->id,
					'role'    => $entry->role,
					'about'   => $this->about( $entry ),
					'problem' => IssueText::problem( $entry ),
					'buttons' => $buttons,
				];
				if ( $entry === $leading ) {
					array_unshift( $asks, $ask );
				} else {
					$asks[] = $ask;
				}
			}
		}
		return $asks;
	}

	/** Whether "Send" in the list does all that there is to do about the order, and nothing that has to be asked first. */
	public function isSentByOnePress(): bool {
		$leading = $this->record->leading();
		$first   = $this->buttons( $leading )[0] ?? null;
		return null !== $first && 'send' === $first['as'] && null === $first['confirm'] && in_array( $leading->state, [ OutboxEntry::QUEUED, OutboxEntry::WAITING, OutboxEntry::REJECTED ], true );
	}

	private function isReplaced( OutboxEntry $entry ): bool {
		foreach ( $this->record->entries as $other ) {
			if ( $other->role === $entry->role && $other->refundId === $entry->refundId && $other->revision > $entry->revision && OutboxEntry::ROLE_CANCEL !== $entry->role ) {
				return true;
			}
		}
		return false;
	}

	/** @return list<Button> The best first. */
	private function buttons( OutboxEntry $entry ): array {
		$buttons = [];
		foreach ( Remedies::of( $entry, $this->canCancel, CountedDocuments::isCarriedOver( $entry ) ) as $remedy ) {
			if ( 'send' === $remedy['as'] && $this->doesNothing( $entry ) ) {
				continue;
			}
			$button = [
				'as'       => $remedy['as'],
				'label'    => $remedy['label'],
				'hint'     => $this->hint( $entry, $remedy['as'] ),
				'confirm'  => $this->confirm( $entry, $remedy['as'] ),
				'document' => null,
			];
			if ( 'sent' === $remedy['as'] && [] !== $entry->shown ) {
				foreach ( $entry->shown as $document ) {
					/* translators: %s: number of a document. */
					$label     = sprintf( __( 'It is %s', 'sors-api-for-woocommerce' ), (string) ( $document['number'] ?? $document['id'] ) );
					$buttons[] = compact( 'label', 'document' ) + $button;
				}
			} else {
				$buttons[] = $button;
			}
		}
		return $buttons;
	}

	/** It waits for another entry, or for a day, and would only be put off again; or left out again. */
	private function doesNothing( OutboxEntry $entry ): bool {
		if ( OutboxEntry::ROLE_SALE === $entry->role && OutboxEntry::SKIPPED === $entry->state && OutboxEntry::BY_OWNER !== $entry->acknowledgedBy ) {
			return in_array( $entry->errorCode, Readiness::WHATEVER_IS_ASKED, true );
		}
		if ( ! in_array( $entry->state, [ OutboxEntry::QUEUED, OutboxEntry::WAITING ], true ) ) {
			return false;
		}
		$sale = $this->record->saleOf( $entry );
		return in_array( $entry->errorCode, self::WAITS, true ) || ( OutboxEntry::ROLE_SALE !== $entry->role && ( null === $sale || OutboxEntry::SENT !== $sale->state ) );
	}

	/** What it is about, for people. */
	private function about( OutboxEntry $entry ): string {
		if ( OutboxEntry::ROLE_RETURN === $entry->role ) {
			$refund = wc_get_order( $entry->refundId );
			return TimeLine::refund( $refund instanceof \WC_Order_Refund ? $refund : null, $entry->refundId );
		}
		if ( OutboxEntry::ROLE_CANCEL === $entry->role ) {
			$name = $this->named( $entry );
			/* translators: %s: number of a document. */
			return '' === $name ? __( 'Cancelling of the document in SORS', 'sors-api-for-woocommerce' ) : sprintf( __( 'Cancelling of %s', 'sors-api-for-woocommerce' ), $name );
		}
		if ( '' !== $entry->documentName() ) {
			return Words::document( $entry );
		}
		/* translators: %s: number of an order */
		return sprintf( __( 'Order %s', 'sors-api-for-woocommerce' ), $this->record->number() );
	}

	/** The document that would be cancelled with it. */
	private function named( OutboxEntry $entry ): string {
		$sale = OutboxEntry::ROLE_SALE === $entry->role ? $entry : $this->record->saleOf( $entry );
		return null === $sale ? '' : $sale->documentName();
	}

	private function hint( OutboxEntry $entry, string $as ): ?string {
		if ( OutboxEntry::ROLE_SALE !== $entry->role ) {
			return null;
		}
		switch ( $as ) {
			case 'sent':
				return [] === $entry->shown ? __( 'It counts as sent, under the number that you choose. Nothing is sent.', 'sors-api-for-woocommerce' ) : __( 'It counts as sent, under this number. Nothing is sent.', 'sors-api-for-woocommerce' );
			case 'acknowledged':
				return __( 'For orders entered by hand: no document is sent, and SORS’ stock is trusted.', 'sors-api-for-woocommerce' );
			case 'resend':
				return [] === $entry->shown ? self::mayBeTwo() : __( 'The order is sent as it is now, under a new reference. If the other document is still open, cancel it in SORS.', 'sors-api-for-woocommerce' );
			case SentDecision::ACCEPT:
				return __( 'The document in SORS stays, and this difference is not shown again.', 'sors-api-for-woocommerce' );
			case SentDecision::OTHERS:
				return __( 'Only documents that carry the reference of this order are cancelled.', 'sors-api-for-woocommerce' );
			default:
				return null;
		}
	}

	private static function mayBeTwo(): string {
		return __( 'If SORS has it after all, there will be two documents.', 'sors-api-for-woocommerce' );
	}

	/** What cancels a document, touches more than one or may make a second one is asked first and names them; null where nothing is to be asked. */
	private function confirm( OutboxEntry $entry, string $as ): ?string {
		$name = $this->named( $entry );
		switch ( $as ) {
			case SentDecision::REPLACE:
				if ( $entry->hasIssue( OrphanedDocuments::CODES ) ) {
					/* translators: %s: number of a document. */
					return sprintf( __( '%s is cancelled in SORS, and nothing is sent in its place.', 'sors-api-for-woocommerce' ), $name );
				}
				if ( $entry->hasIssue( [ Issue::MISSING ] ) ) {
					/* translators: %s: number of a document. */
					return sprintf( __( 'SORS no longer has %s; the order is sent as it is now and gets a new document.', 'sors-api-for-woocommerce' ), $name );
				}
				/* translators: %s: number of a document. */
				return sprintf( __( '%s is cancelled in SORS, then the order is sent as it is now and gets a new document.', 'sors-api-for-woocommerce' ), $name );
			case SentDecision::OTHERS:
				$others = null === $entry->issue || ! is_array( $entry->issue->data['documents'] ?? null ) ? [] : array_filter( $entry->issue->data['documents'], 'is_string' );
				/* translators: 1: number of the document that stays, 2: numbers of documents. */
				return sprintf( __( '%1$s stays. These are cancelled in SORS: %2$s.', 'sors-api-for-woocommerce' ), $name, implode( ', ', array_diff( $others, [ $name ] ) ) );
			case 'resend':
				if ( [] === $entry->shown ) {
					return self::mayBeTwo();
				}
				/* translators: %s: number of a document. */
				return sprintf( __( '%s stays in SORS, and the order gets a second document.', 'sors-api-for-woocommerce' ), (string) ( $entry->shown[0]['number'] ?? $entry->shown[0]['id'] ) );
			case 'send':
				return $this->cancelsFirst( $entry, $name );
			default:
				return null;
		}
	}

	private function cancelsFirst( OutboxEntry $entry, string $name ): ?string {
		if ( OutboxEntry::ROLE_CANCEL === $entry->role ) {
			/* translators: %s: number of a document. */
			return sprintf( __( '%s is cancelled in SORS.', 'sors-api-for-woocommerce' ), $name );
		}
		$sale = OutboxEntry::ROLE_RETURN === $entry->role ? $this->record->saleOf( $entry ) : null;
		if ( null !== $sale && 'reservation' === $sale->kind && OutboxEntry::SENT === $sale->state ) {
			/* translators: %s: number of a document. */
			return sprintf( __( '%s is cancelled in SORS, and what remains of the order is reserved again.', 'sors-api-for-woocommerce' ), $name );
		}
		return null;
	}
}
