<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Issues;

use PHPUnit\Framework\TestCase;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\Remedies;

'cli' === PHP_SAPI || exit;

/** What a person is offered about an entry, by table. */
final class RemediesTest extends TestCase {

	/** @return array<string, array{array<string, mixed>, list<string>, 2?: bool, 3?: bool}> Columns of the entry; what is offered, in this order; whether SORS can cancel; whether it was carried over. */
	public function entries(): array {
		$shown = static fn( int $count ): array => [ 'shown' => (string) json_encode( array_fill( 0, $count, [ 'id' => '1', 'number' => 'R-1' ] ) ) ];
		$issue = static fn( string $code, string $role = 'sale' ): array => [ 'state' => 'sent', 'role' => $role, 'issue_code' => $code ];
		return [
			'uncertain'                                  => [ [ 'state' => 'uncertain' ], [ 'sent Choose the document in SORS', 'resend It is not there: send again', 'acknowledged SORS has it already' ] ],
			'uncertain, a return'                        => [ [ 'state' => 'uncertain', 'role' => 'return' ], [ 'sent', 'resend', 'acknowledged Done by hand in SORS' ] ],
			'uncertain, SORS showed one'                 => [ [ 'state' => 'uncertain' ] + $shown( 1 ), [ 'sent', 'resend It is not this document: make a new one', 'acknowledged' ] ],
			'uncertain, SORS showed two'                 => [ [ 'state' => 'uncertain' ] + $shown( 2 ), [ 'sent', 'acknowledged' ] ],
			'refused'                                    => [ [ 'state' => 'rejected' ], [ 'send Send again', 'sent Choose the document in SORS', 'acknowledged' ] ],
			'refused return'                             => [ [ 'state' => 'rejected', 'role' => 'return' ], [ 'send Send again', 'acknowledged' ] ],
			'refused return of what was delivered'       => [ [ 'state' => 'rejected', 'role' => 'return', 'error_code' => 'delivered' ], [ 'acknowledged', 'send It did not go through the till: correct SORS' ] ],
			'refused return of former books'             => [ [ 'state' => 'rejected', 'role' => 'return', 'error_code' => 'former_database' ], [ 'acknowledged' ] ],
			'refused cancelling'                         => [ [ 'state' => 'rejected', 'role' => 'cancel' ], [ 'send Cancel it now', 'acknowledged It is cancelled in SORS', 'accept The document stays' ] ],
			'refused cancelling of what was delivered'   => [ [ 'state' => 'rejected', 'role' => 'cancel', 'error_code' => 'delivered' ], [ 'accept', 'acknowledged', 'send It did not go through the till: cancel it' ] ],
			'refused cancelling of an invoice'           => [ [ 'state' => 'rejected', 'role' => 'cancel', 'error_code' => 'invoiced' ], [ 'accept', 'acknowledged', 'send Nobody has the invoice: cancel it' ] ],
			'refused cancelling of what has returns'     => [ [ 'state' => 'rejected', 'role' => 'cancel', 'error_code' => 'has_returns' ], [ 'acknowledged', 'accept' ] ],
			'queued'                                     => [ [ 'state' => 'queued' ], [ 'send Send now' ] ],
			'a cancelling that waits'                    => [ [ 'state' => 'waiting', 'role' => 'cancel' ], [ 'send Cancel it now' ] ],
			'on its way'                                 => [ [ 'state' => 'sending' ], [] ],
			'cancelled'                                  => [ [ 'state' => 'cancelled' ], [] ],
			'left out'                                   => [ [ 'state' => 'skipped' ], [ 'send Send now', 'sent', 'acknowledged' ] ],
			'left out as of the original'                => [ [ 'state' => 'skipped', 'role' => 'return', 'error_code' => 'original', 'acknowledged_by' => 'owner' ], [] ],
			'left out return'                            => [ [ 'state' => 'skipped', 'role' => 'return' ], [] ],
			'left out by a person'                       => [ [ 'state' => 'skipped', 'acknowledged_by' => 'owner' ], [ 'send Send it anyway' ] ],
			'a return that a person did'                 => [ [ 'state' => 'skipped', 'role' => 'return', 'acknowledged_by' => 'owner' ], [ 'send Send it anyway' ] ],
			'a cancelling that a person did not want'    => [ [ 'state' => 'skipped', 'role' => 'cancel', 'acknowledged_by' => 'owner' ], [ 'send Cancel it after all' ] ],
			'sent'                                       => [ [ 'state' => 'sent' ], [] ],
			'changed'                                    => [ $issue( 'changed' ), [ 'replace Cancel it in SORS and send it again', 'accept Leave it as it is' ] ],
			'changed, and SORS cannot cancel'            => [ $issue( 'changed' ), [ 'accept' ], false ],
			'changed, and carried over'                  => [ $issue( 'changed' ), [ 'accept' ], true, true ],
			'a return that differs'                      => [ $issue( 'refund_differs', 'return' ), [ 'accept' ] ],
			'deleted'                                    => [ $issue( 'order_deleted' ), [ 'replace Cancel it in SORS', 'accept' ] ],
			'trashed'                                    => [ $issue( 'order_trashed' ), [ 'replace Cancel it in SORS', 'accept' ] ],
			'doubled'                                    => [ $issue( 'doubled_in_sors' ), [ 'cancelOthers', 'accept' ] ],
			'doubled, and SORS cannot cancel'            => [ $issue( 'doubled_in_sors' ), [ 'accept' ], false ],
			'doubled, and carried over'                  => [ $issue( 'doubled_in_sors' ), [ 'accept' ], true, true ],
			'missing'                                    => [ $issue( 'missing_in_sors' ), [ 'replace Send it again', 'accept' ] ],
			'missing, and SORS cannot cancel'            => [ $issue( 'missing_in_sors' ), [ 'replace Send it again', 'accept' ], false ],
			'missing, and carried over'                  => [ $issue( 'missing_in_sors' ), [ 'accept' ], true, true ],
			'a missing return'                           => [ $issue( 'missing_in_sors', 'return' ), [ 'accept' ] ],
		];
	}

	/**
	 * @dataProvider entries
	 *
	 * @param list<string>         $offered Perhaps with the words on the button.
	 */
	public function testWhatIsOffered( array $columns, array $offered, bool $canCancel = true, bool $carriedOver = false ): void {
		$remedies = Remedies::of( new OutboxEntry( $columns + [ 'role' => 'sale' ] ), $canCancel, $carriedOver );
		self::assertSame( array_map( static fn( string $words ): string => explode( ' ', $words )[0], $offered ), array_column( $remedies, 'as' ) );
		foreach ( $offered as $at => $words ) {
			self::assertStringStartsWith( $words, $remedies[ $at ]['as'] . ' ' . $remedies[ $at ]['label'] );
		}
	}
}
