<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Documents\PricedLines;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;

/**
 * What a person can do about an entry with one click, the best first: the same wherever entries are shown. Pure.
 *
 * @phpstan-type Remedy array{as: 'send'|'sent'|'acknowledged'|'resend'|'tender'|'discount'|'accept'|'replace'|'cancelOthers', label: string}
 */
final class Remedies {

	/** Codes of entries that the plugin may not carry out, whatever a person asks for. */
	private const FOR_HANDS_ALONE = [ 'has_returns', 'followed', 'carried_over', 'former_database', 'not_ours', 'not_from_here' ];

	/**
	 * @param bool $canCancel   Whether SORS' interface can cancel documents.
	 * @param bool $carriedOver Whether its document stands in a former database and in the present one.
	 * @return list<Remedy> `sent` needs the number of the document as well. Empty = there is nothing to do, or it is done automatically.
	 */
	public static function of( OutboxEntry $entry, bool $canCancel, bool $carriedOver ): array {
		$acknowledged = [
			'as'    => 'acknowledged',
			'label' => OutboxEntry::ROLE_SALE === $entry->role && OutboxEntry::PART_CANCELLED !== $entry->errorCode ? __( 'SORS has it already', 'sors-api-for-woocommerce' ) : __( 'Done by hand in SORS', 'sors-api-for-woocommerce' ),
		];
		if ( in_array( $entry->errorCode, [ OutboxEntry::UNKNOWN_STATUS, OutboxEntry::REPEATS ], true ) ) {
			$acknowledged['label'] = __( 'Leave it out', 'sors-api-for-woocommerce' );
		}
		switch ( $entry->state ) {
			case OutboxEntry::UNCERTAIN:
				return self::ofUncertain( $entry, $acknowledged );
			case OutboxEntry::REJECTED:
				if ( OutboxEntry::ROLE_CANCEL === $entry->role ) {
					return self::ofRefusedCancelling( $entry );
				}
				if ( OutboxEntry::PART_CANCELLED === $entry->errorCode ) {
					return [ $acknowledged ];
				}
				return OutboxEntry::ROLE_SALE === $entry->role ? array_merge( self::ofGap( $entry ), [ self::send( __( 'Send again', 'sors-api-for-woocommerce' ) ), self::named(), $acknowledged ] ) : self::ofRefusedFollowUp( $entry, $acknowledged );
			case OutboxEntry::QUEUED:
			case OutboxEntry::WAITING:
				if ( Issue::DOUBLED === $entry->errorCode ) {
					// What is to be decided stands beside it.
					return [];
				}
				return [ self::send( OutboxEntry::ROLE_CANCEL === $entry->role ? __( 'Cancel it now', 'sors-api-for-woocommerce' ) : __( 'Send now', 'sors-api-for-woocommerce' ) ) ];
			case OutboxEntry::SKIPPED:
				return self::ofSkipped( $entry, $acknowledged );
			case OutboxEntry::SENT:
				return null === $entry->issue ? [] : self::ofSent( $entry, $canCancel, $carriedOver );
			default:
				return [];
		}
	}

	/** @return list<Remedy> Where something without a line lowered the order's total. */
	private static function ofGap( OutboxEntry $entry ): array {
		$answers = [
			[
				'as'    => 'tender',
				'label' => __( 'Paid with a voucher or credit', 'sors-api-for-woocommerce' ),
			],
			[
				'as'    => 'discount',
				'label' => __( 'It is a discount', 'sors-api-for-woocommerce' ),
			],
		];
		return PricedLines::LOWERED === $entry->errorCode ? $answers : [];
	}

	/**
	 * @param Remedy $acknowledged
	 * @return list<Remedy>
	 */
	private static function ofUncertain( OutboxEntry $entry, array $acknowledged ): array {
		$sent   = self::named();
		$resend = [
			'as'    => 'resend',
			'label' => [] === $entry->shown ? __( 'It is not there: send again', 'sors-api-for-woocommerce' ) : __( 'It is not this document: make a new one', 'sors-api-for-woocommerce' ),
		];
		if ( count( $entry->shown ) > 1 ) {
			// One more would be one too many.
			return [ $sent, $acknowledged ];
		}
		// What may make a second document is never the first choice.
		return [ $sent, $resend, $acknowledged ];
	}

	/** @return list<Remedy> */
	private static function ofRefusedCancelling( OutboxEntry $entry ): array {
		$byHand = [
			[
				'as'    => 'acknowledged',
				'label' => __( 'It is cancelled in SORS', 'sors-api-for-woocommerce' ),
			],
			[
				'as'    => SentDecision::ACCEPT,
				'label' => __( 'The document stays', 'sors-api-for-woocommerce' ),
			],
		];
		if ( $entry->asksFirst() ) {
			$cancel = OutboxEntry::INVOICED === $entry->errorCode ? __( 'Nobody has the invoice: cancel it', 'sors-api-for-woocommerce' ) : __( 'It did not go through the till: cancel it', 'sors-api-for-woocommerce' );
			// To leave it alone is the safe answer.
			return array_merge( array_reverse( $byHand ), [ self::send( $cancel ) ] );
		}
		return self::isForHandsAlone( $entry ) ? $byHand : array_merge( [ self::send( __( 'Cancel it now', 'sors-api-for-woocommerce' ) ) ], $byHand );
	}

	/**
	 * @param Remedy $acknowledged
	 * @return list<Remedy>
	 */
	private static function ofRefusedFollowUp( OutboxEntry $entry, array $acknowledged ): array {
		if ( $entry->asksFirst() ) {
			return [ $acknowledged, self::send( __( 'It did not go through the till: correct SORS', 'sors-api-for-woocommerce' ) ) ];
		}
		return self::isForHandsAlone( $entry ) ? [ $acknowledged ] : [ self::send( __( 'Send again', 'sors-api-for-woocommerce' ) ), $acknowledged ];
	}

	/** The same try would be refused for the same reason. */
	private static function isForHandsAlone( OutboxEntry $entry ): bool {
		return in_array( $entry->errorCode, self::FOR_HANDS_ALONE, true );
	}

	/**
	 * A cancelling or a return was left out because there is nothing to be done: only what a person decided can be taken back.
	 *
	 * @param Remedy $acknowledged
	 * @return list<Remedy>
	 */
	private static function ofSkipped( OutboxEntry $entry, array $acknowledged ): array {
		if ( $entry->isOfOriginal() ) {
			return [];
		}
		if ( OutboxEntry::BY_OWNER === $entry->acknowledgedBy ) {
			return [ self::send( OutboxEntry::ROLE_CANCEL === $entry->role ? __( 'Cancel it after all', 'sors-api-for-woocommerce' ) : __( 'Send it anyway', 'sors-api-for-woocommerce' ) ) ];
		}
		return OutboxEntry::ROLE_SALE === $entry->role ? [ self::send( __( 'Send now', 'sors-api-for-woocommerce' ) ), self::named(), $acknowledged ] : [];
	}

	/** @return list<Remedy> For a document that no longer agrees with the order, or with SORS. */
	private static function ofSent( OutboxEntry $entry, bool $canCancel, bool $carriedOver ): array {
		$remedies = [];
		if ( $carriedOver ) {
			// It may be missing in one of the two databases and stand in the other.
			$canCancel = false;
		}
		if ( $entry->hasIssue( [ Issue::DOUBLED ] ) ) {
			if ( $canCancel && ! isset( $entry->issue->data['byHand'] ) ) {
				$remedies[] = [
					'as'    => SentDecision::OTHERS,
					'label' => __( 'Cancel the others in SORS', 'sors-api-for-woocommerce' ),
				];
			}
		} elseif ( OutboxEntry::ROLE_SALE === $entry->role && ! $carriedOver && $entry->hasIssue( [ Issue::MISSING ] ) ) {
			$remedies[] = [
				'as'    => SentDecision::REPLACE,
				'label' => __( 'Send it again', 'sors-api-for-woocommerce' ),
			];
		} elseif ( OutboxEntry::ROLE_SALE === $entry->role && $canCancel ) {
			$remedies[] = [
				'as'    => SentDecision::REPLACE,
				// An orphaned document's order has no next revision.
				'label' => $entry->hasIssue( OrphanedDocuments::CODES ) ? __( 'Cancel it in SORS', 'sors-api-for-woocommerce' ) : __( 'Cancel it in SORS and send it again', 'sors-api-for-woocommerce' ),
			];
		}
		$remedies[] = [
			'as'    => SentDecision::ACCEPT,
			'label' => __( 'Leave it as it is', 'sors-api-for-woocommerce' ),
		];
		return $remedies;
	}

	/** @return Remedy */
	private static function named(): array {
		return [
			'as'    => 'sent',
			'label' => __( 'Choose the document in SORS', 'sors-api-for-woocommerce' ),
		];
	}

	/** @return Remedy */
	private static function send( string $label ): array {
		return [
			'as'    => 'send',
			'label' => $label,
		];
	}
}
